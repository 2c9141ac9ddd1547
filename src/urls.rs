//! The only place that knows our URL shapes: typed constructors and parsers.
