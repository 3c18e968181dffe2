//! Registry of the verbs: the command line and the dispatch are made from it.

use clap::{ArgMatches, Command};

use super::ExitStatus;
use super::arguments::{CommonOptions, LocalizedText};
use super::output::Terminal;

/// A verb: its arguments and its execution.
pub(super) struct Verb {
    /// Name on the command line.
    pub(super) name: &'static str,
    /// Builds its arguments and its help; the command bears the name.
    pub(super) command: fn(LocalizedText) -> Command,
    /// Runs it.
    pub(super) run: fn(&ArgMatches, &CommonOptions, &Terminal) -> ExitStatus,
}

/// All verbs, in the order of the help. A verb that is missing here is dead code, which the lints deny.
pub(super) const VERBS: &[Verb] = &[
    super::init::VERB,
    super::new::VERB,
    super::build::VERB,
    #[cfg(feature = "serve")]
    super::serve::VERB,
    super::fix::VERB,
    super::plan::VERB,
    #[cfg(feature = "channels")]
    super::channel::VERB,
    #[cfg(feature = "schema")]
    super::schema::VERB,
    super::completions::VERB,
    super::licenses::VERB,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Language;

    #[test]
    fn a_verb_is_called_as_its_command() {
        for verb in VERBS {
            let command = (verb.command)(LocalizedText(Language::English));
            assert_eq!(command.get_name(), verb.name);
        }
    }
}
