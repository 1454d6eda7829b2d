"""Whatever a folder holds, the review ends, tells what it could not read, and judges the other files all the same."""
