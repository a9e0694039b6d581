//! Makes what the program carries inside itself: the words for people, typed.

#[path = "build/locales.rs"]
mod locales;

fn main() {
    locales::generate();
}
