//! What a process has used so far, from /proc.

/// Clock ticks in a second, on every Linux of today.
const TICKS: f64 = 100.0;

/// Processor time and memory of one process.
#[derive(Clone, Copy, Debug)]
pub struct Usage {
    /// User and system time.
    pub cpu_seconds: f64,
    /// Resident memory.
    pub rss_mb: f64,
}

impl Usage {
    /// Of a process that runs.
    pub fn of(id: u32) -> Self {
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap();
        // The name in parentheses may hold spaces.
        let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
        let ticks: f64 = fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap();
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        let kilobytes: f64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
        Self {
            cpu_seconds: ticks / TICKS,
            rss_mb: kilobytes / 1024.0,
        }
    }
}
