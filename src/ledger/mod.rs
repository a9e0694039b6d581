//! The pure core of the book.
