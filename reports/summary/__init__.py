"""A summary of answers: one value that the chat, the workbook, the document and the charts all show."""
