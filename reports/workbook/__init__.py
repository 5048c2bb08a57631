"""The workbook of a summary: a sheet for each table, with charts that an office draws itself."""
