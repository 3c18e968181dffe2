//! Markdown → events → HTML and facts: one small adaptor a file.
