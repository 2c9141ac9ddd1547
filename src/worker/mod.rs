//! Background work: jobs, deliveries, schedule.
