//! Makes what the program carries inside itself: the words for people, typed; scripts, style, fonts and icons.

#[path = "build/locales.rs"]
mod locales;
#[path = "build/web.rs"]
mod web;

fn main() {
    locales::generate();
    web::build();
}
