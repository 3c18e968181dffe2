//! Command-line arguments.

/// Task to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    Test,
    Screenshots,
    Soak,
    Notices,
    Help,
}

/// Task with its selected steps; an empty selection means all.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Arguments {
    pub(crate) verb: Verb,
    pub(crate) only: Vec<String>,
}

impl Arguments {
    /// Parses the words after `cargo xtask`; `names` are the known steps.
    ///
    /// Returns a description of the first error.
    pub(crate) fn read(
        mut words: impl Iterator<Item = String>,
        names: &[&str],
    ) -> Result<Self, String> {
        let verb = match words.next().as_deref() {
            Some("test") => Verb::Test,
            Some("screenshots") => Verb::Screenshots,
            Some("soak") => Verb::Soak,
            Some("notices") => Verb::Notices,
            Some("help" | "--help" | "-h") => Verb::Help,
            Some(word) => return Err(format!("there is no chore `{word}`")),
            None => return Err("which chore?".to_owned()),
        };
        let mut only = Vec::new();
        while let Some(word) = words.next() {
            if verb != Verb::Test || word != "--only" {
                return Err(format!("`{word}` means nothing here"));
            }
            let list = words.next().unwrap_or_default();
            only.extend(list.split(',').map(str::to_owned));
        }
        match only.iter().find(|name| !names.contains(&name.as_str())) {
            Some(name) => Err(format!("there is no step `{name}`")),
            None => Ok(Self { verb, only }),
        }
    }
}

/// Returns the usage text.
pub(crate) fn usage(names: &[&str]) -> String {
    format!(
        "cargo xtask test [--only STEP,…]   everything that must hold before a change is taken\n\
         cargo xtask screenshots            pictures of the sample site, in target/screenshots\n\
         cargo xtask bench [N…] [--hugo] [--rounds R]   how long sites of N articles take to build\n\
         cargo xtask notices                THIRD-PARTY.md, when dependencies have changed\n\
         cargo xtask soak                   5,000 edits under a preview; takes minutes\n\n\
         steps: {}",
        names.join(" ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Arguments, String> {
        Arguments::read(
            line.split_whitespace().map(str::to_owned),
            &["format", "html", "tests"],
        )
    }

    #[test]
    fn steps_are_chosen_by_name() {
        let only = ["html", "tests", "format"].map(str::to_owned).to_vec();
        assert_eq!(
            read("test --only html,tests --only format"),
            Ok(Arguments {
                verb: Verb::Test,
                only
            })
        );
        assert_eq!(
            read("test"),
            Ok(Arguments {
                verb: Verb::Test,
                only: Vec::new()
            })
        );
    }

    #[test]
    fn what_is_not_there_is_named() {
        assert_eq!(
            read("test --only htm"),
            Err("there is no step `htm`".to_owned())
        );
        assert_eq!(read("tset"), Err("there is no chore `tset`".to_owned()));
        assert_eq!(
            read("screenshots --only html"),
            Err("`--only` means nothing here".to_owned())
        );
        assert_eq!(read(""), Err("which chore?".to_owned()));
    }
}
