"""The reading side: what was answered, counted, protected, drawn and written up."""
