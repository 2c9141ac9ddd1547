//! What a signature can cover (RFC 9421, section 2).

use super::MOST;
use crate::federation::signatures::error::SignatureError;
use crate::federation::signatures::request::RequestHead;
use sfv::InnerList;

/// A component that this server can compute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Component {
    /// `@method`
    Method,
    /// `@target-uri`
    TargetUri,
    /// `@authority`
    Authority,
    /// `@scheme`
    Scheme,
    /// `@request-target`
    RequestTarget,
    /// `@path`
    Path,
    /// `@query`
    Query,
    /// A header, in lower case.
    Header(String),
}

const DERIVED: [Component; 7] = [
    Component::Method,
    Component::TargetUri,
    Component::Authority,
    Component::Scheme,
    Component::RequestTarget,
    Component::Path,
    Component::Query,
];

impl Component {
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Method => "@method",
            Self::TargetUri => "@target-uri",
            Self::Authority => "@authority",
            Self::Scheme => "@scheme",
            Self::RequestTarget => "@request-target",
            Self::Path => "@path",
            Self::Query => "@query",
            Self::Header(name) => name,
        }
    }

    fn parse(name: &str) -> Result<Self, SignatureError> {
        if name.starts_with('@') {
            let known = DERIVED.into_iter().find(|component| component.name() == name);
            return known.ok_or(SignatureError::Malformed(
                "it covers a component that is not known here",
            ));
        }
        let proper = !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte));
        if proper {
            Ok(Self::Header(name.to_owned()))
        } else {
            Err(SignatureError::Malformed("a covered header is not named in lower case"))
        }
    }

    /// The value in this request. Scheme and authority are those the world sees.
    pub(super) fn value(&self, head: &RequestHead<'_>) -> Result<String, SignatureError> {
        let (path, query) = match head.path_and_query.split_once('?') {
            Some((path, query)) => (path, query),
            None => (head.path_and_query, ""),
        };
        Ok(match self {
            Self::Method => head.method.as_str().to_owned(),
            Self::TargetUri => format!("{}{}", head.origin, head.path_and_query),
            Self::Authority => head.host.to_ascii_lowercase(),
            Self::Scheme => head
                .origin
                .split_once("://")
                .map_or_else(String::new, |(scheme, _)| scheme.to_ascii_lowercase()),
            Self::RequestTarget => head.path_and_query.to_owned(),
            Self::Path => if path.is_empty() { "/" } else { path }.to_owned(),
            Self::Query => format!("?{query}"),
            Self::Header(name) => head.covered(name)?,
        })
    }
}

/// The components of a Signature-Input, in their order.
pub(super) fn read(input: &InnerList) -> Result<Vec<Component>, SignatureError> {
    if input.items.len() > MOST {
        return Err(SignatureError::Malformed("it covers more than 64 components"));
    }
    let mut components: Vec<Component> = Vec::with_capacity(input.items.len());
    for item in &input.items {
        let name = item
            .bare_item
            .as_string()
            .ok_or(SignatureError::Malformed("a covered component is not a string"))?;
        if !item.params.is_empty() {
            return Err(SignatureError::Malformed("a covered component has parameters"));
        }
        let component = Component::parse(name.as_str())?;
        if components.contains(&component) {
            return Err(SignatureError::Malformed("a component is covered twice"));
        }
        components.push(component);
    }
    Ok(components)
}
