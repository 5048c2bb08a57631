"""«Аналитическая справка»: the Word document a centre hands in (DOMAIN §5.1), and its sisters."""
