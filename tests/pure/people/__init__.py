"""People, without anything outside."""
