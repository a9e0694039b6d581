//! When something does not go: what, why, and what to do now.

use askama::Template;

use super::Frame;

/// A refusal's own page, `/refusals/<code>`.
#[derive(Template)]
#[template(path = "refusal.html")]
pub struct Refusal {
    /// What stands around.
    pub page: Frame,
    /// The stable code.
    pub code: String,
    /// What was refused.
    pub what: String,
    /// Why.
    pub why: String,
    /// What to do now.
    pub now: String,
}

/// There is nothing here.
#[derive(Template)]
#[template(path = "missing.html")]
pub struct Missing {
    /// What stands around.
    pub page: Frame,
}

/// The server cannot answer.
#[derive(Template)]
#[template(path = "broken.html")]
pub struct Broken {
    /// What stands around.
    pub page: Frame,
}

/// The market is not open yet.
#[derive(Template)]
#[template(path = "unopened.html")]
pub struct Unopened {
    /// What stands around.
    pub page: Frame,
}
