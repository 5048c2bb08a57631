"""What is sent to somebody who did not just tap: kept first, sent later, settled one by one."""
