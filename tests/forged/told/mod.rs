//! Every kind of lie, by what it is about.

mod curves;
mod dividends;
mod heads;
mod keys;
mod memory;
mod money;
mod order;
mod people;
mod spelling;
mod stories;

use crate::lie::Kind;

pub fn kinds() -> Vec<Kind> {
    let about = [
        money::kinds(),
        people::kinds(),
        keys::kinds(),
        dividends::kinds(),
        order::kinds(),
        spelling::kinds(),
        curves::kinds(),
        stories::kinds(),
        heads::kinds(),
        memory::kinds(),
    ];
    about.into_iter().flatten().collect()
}
