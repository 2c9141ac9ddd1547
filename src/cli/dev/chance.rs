//! Chance that falls the same way each time: one number decides everything (`SplitMix64`, by Steele, Lea and Flood).

/// Where the dice lie.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// Dice that fall as this number says.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`; 0 when `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        let n = n as u64;
        usize::try_from(self.next().checked_rem(n).unwrap_or_default()).unwrap_or_default()
    }

    /// A number from the first to the last, both of them possible.
    pub fn between(&mut self, first: usize, last: usize) -> usize {
        first + self.below(last.saturating_sub(first) + 1)
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, n: usize) -> bool {
        self.below(100) < n
    }

    /// One of them; nothing only where there is nothing.
    pub fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        let at = self.below(of.len());
        of.get(at).copied().unwrap_or_default()
    }

    /// A number below `n`, small ones more often than large ones: half of them lie in the first quarter.
    pub fn early(&mut self, n: usize) -> usize {
        let (a, b) = (self.below(n), self.below(n));
        a.saturating_mul(b).checked_div(n).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_number_gives_the_same_fall_and_none_lies_outside() {
        let falls = |seed| {
            let mut chance = Chance::new(seed);
            (0..200).map(|_| chance.between(3, 9)).collect::<Vec<_>>()
        };
        assert_eq!(falls(7), falls(7));
        assert_ne!(falls(7), falls(8));
        assert!(falls(7).iter().all(|n| (3..=9).contains(n)));
        let mut chance = Chance::new(1);
        assert_eq!((chance.below(0), chance.early(0), chance.one(&[])), (0, 0, ""));
        assert!((0..200).map(|_| chance.early(100)).filter(|n| *n < 25).count() > 100);
    }
}
