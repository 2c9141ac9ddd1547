//! Reads what a Rust file names: modules of this crate and paths of other crates, however they are written.

use std::collections::BTreeSet;

use syn::visit::{self, Visit};
use syn::{Attribute, ItemMod, ItemUse, LitStr, Macro, Meta, UseTree};

/// Something a file names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Import {
    /// A name directly below `crate`.
    Crate(String),
    /// A path of another crate or of std, by its first two segments.
    Extern(String),
}

/// Everything `source` names. `module` is the path of the file's own module, for `super`.
pub fn imports_of(source: &str, module: &[String]) -> BTreeSet<Import> {
    let file = syn::parse_file(source).unwrap_or_else(|error| panic!("{}: {error}", module.join("::")));
    let mut reader = Reader {
        module: module.to_vec(),
        found: BTreeSet::new(),
    };
    reader.visit_file(&file);
    reader.found
}

/// String literals that are SQL statements.
pub fn sql_in(source: &str) -> Vec<String> {
    struct Strings(Vec<String>);
    impl<'ast> Visit<'ast> for Strings {
        fn visit_lit_str(&mut self, literal: &'ast LitStr) {
            self.0.push(literal.value());
        }
        fn visit_macro(&mut self, mac: &'ast Macro) {
            // A macro's arguments are not parsed; its strings are what stands between quotes.
            self.0.extend(
                mac.tokens
                    .to_string()
                    .split('"')
                    .skip(1)
                    .step_by(2)
                    .map(ToOwned::to_owned),
            );
        }
        // Doc comments are attributes with strings, and prose.
        fn visit_attribute(&mut self, _: &'ast Attribute) {}
    }
    let mut strings = Strings(Vec::new());
    strings.visit_file(&syn::parse_file(source).unwrap());
    strings.0.into_iter().filter(|text| is_sql(text)).collect()
}

fn is_sql(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let has = |word: &str| words.iter().any(|found| found.eq_ignore_ascii_case(word));
    let shouted = |word: &str| words.contains(&word);
    match words.first().map(|word| word.to_ascii_uppercase()).as_deref() {
        Some("SELECT") => shouted("SELECT") || (has("from") && has("where")),
        Some("INSERT") => has("into") && (has("values") || has("select")),
        Some("DELETE") => words.get(1) == Some(&"FROM"),
        Some("UPDATE") => shouted("SET"),
        Some("CREATE" | "ALTER" | "DROP") => words.get(1).is_some_and(|w| ["TABLE", "INDEX", "VIEW"].contains(w)),
        Some("PRAGMA") => shouted("PRAGMA"),
        _ => false,
    }
}

struct Reader {
    module: Vec<String>,
    found: BTreeSet<Import>,
}

impl Reader {
    /// Notes a path by its segments, after resolving `self` and `super`.
    fn note(&mut self, segments: &[String]) {
        let Some(first) = segments.first() else { return };
        match first.as_str() {
            "crate" | "houselights" => {
                if let Some(module) = segments.get(1) {
                    self.found.insert(Import::Crate(module.clone()));
                }
            }
            "self" => {}
            "super" => {
                let ups = segments.iter().take_while(|segment| *segment == "super").count();
                // A path that climbs out of its top-level module names a sibling of it.
                if ups >= self.module.len()
                    && let Some(module) = segments.get(ups)
                {
                    self.found.insert(Import::Crate(module.clone()));
                }
            }
            _ => {
                self.found.insert(Import::Extern(
                    segments.iter().take(2).cloned().collect::<Vec<_>>().join("::"),
                ));
            }
        }
    }

    fn note_tree(&mut self, tree: &UseTree, before: &[String]) {
        let with = |name: String| before.iter().cloned().chain([name]).collect::<Vec<_>>();
        match tree {
            UseTree::Path(path) => self.note_tree(&path.tree, &with(path.ident.to_string())),
            UseTree::Name(name) => self.note(&with(name.ident.to_string())),
            UseTree::Rename(rename) => self.note(&with(rename.ident.to_string())),
            UseTree::Glob(_) => self.note(before),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.note_tree(tree, before)),
        }
    }

    /// Finds paths in tokens that syn does not parse: the arguments of macros and attributes.
    fn note_tokens(&mut self, tokens: &str) {
        let outside: Vec<&str> = tokens.split('"').step_by(2).collect();
        for part in outside {
            let joined = part.replace(" :: ", "::").replace(":: ", "::").replace(" ::", "::");
            for word in joined.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')) {
                let segments: Vec<String> = word
                    .split("::")
                    .filter(|segment| !segment.is_empty())
                    .map(ToOwned::to_owned)
                    .collect();
                if segments.len() > 1 {
                    self.note(&segments);
                }
            }
        }
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.note_tree(&item.tree, &[]);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.len() > 1 {
            let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
            self.note(&segments);
        }
        visit::visit_path(self, path);
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_macro(&mut self, mac: &'ast Macro) {
        self.note_tokens(&mac.tokens.to_string());
        visit::visit_macro(self, mac);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let Meta::List(list) = &attribute.meta {
            self.note_tokens(&list.tokens.to_string());
        }
        visit::visit_attribute(self, attribute);
    }
}
