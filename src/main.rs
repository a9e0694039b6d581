//! The program: see `gune::cli`.

fn main() -> std::process::ExitCode {
    gune::cli::run()
}
