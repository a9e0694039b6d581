//! Builds what the program carries inside it.

#[path = "build/web.rs"]
mod web;

fn main() {
    web::build();
}
