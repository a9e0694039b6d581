//! The program: see `gune::cli`.

/// The system's own allocator costs a payment more (docs/decisions/0020).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    gune::cli::run()
}
