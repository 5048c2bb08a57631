"""Lists of organisations and staff in Excel: read with every defect by its cell, compared, given back, begun."""
