"""Who is who: centres, organisations, members, posts, ways in, lists, consents, the audit."""
