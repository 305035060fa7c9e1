//! The machine's name: processor, cores, kernel.

/// A line for the README.
pub fn description() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let release = read("/proc/sys/kernel/osrelease").unwrap_or_default();
    format!(
        "Measured on {} ({cores} cores), {} {}.",
        processor(),
        std::env::consts::OS,
        release.trim()
    )
}

fn processor() -> String {
    let text = read("/proc/cpuinfo").unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with("model name"));
    let name = line.and_then(|line| line.split_once(':'));
    name.map_or_else(
        || std::env::consts::ARCH.to_string(),
        |(_, name)| name.trim().to_string(),
    )
}

fn read(path: &str) -> Option<String> {
    std::fs::read_to_string(path).ok()
}
