"""A second verifier of a Ğune book, written from docs/protocol.md alone."""
