"""What a tap costs: `make bench` prints ratios against floors measured in the same run, never pass or fail."""
