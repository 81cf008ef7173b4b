//! The Merkle tree of RFC 6962, 2.1: roots, and proofs that one leaf is in a tree and that one tree
//! is the beginning of another, made as there and checked as in RFC 9162, 2.1.3.2 and 2.1.4.2.

use model::Sha256;

/// Returns the root of the tree over `leaves`; that of no leaves is the hash of nothing.
pub fn root(leaves: &[Sha256]) -> Sha256 {
    match leaves {
        [] => Sha256::of(b""),
        [leaf] => *leaf,
        _ => {
            let (left, right) = halves(leaves);
            node(root(left), root(right))
        }
    }
}

/// Returns the hashes that lead from the leaf at `index` up to the root, the lowest first; nothing
/// when there is no such leaf.
pub fn inclusion(leaves: &[Sha256], index: u64) -> Option<Vec<Sha256>> {
    let index = usize::try_from(index)
        .ok()
        .filter(|&it| it < leaves.len())?;
    let mut path = Vec::new();
    climb(leaves, index, &mut path);
    Some(path)
}

fn climb(leaves: &[Sha256], index: usize, path: &mut Vec<Sha256>) {
    if leaves.len() == 1 {
        return;
    }
    let (left, right) = halves(leaves);
    if index < left.len() {
        climb(left, index, path);
        path.push(root(right));
    } else {
        climb(right, index - left.len(), path);
        path.push(root(left));
    }
}

/// Returns the hashes that show the first `first` leaves to be the beginning of them all; nothing
/// when there are fewer leaves, or none to show.
pub fn consistency(leaves: &[Sha256], first: u64) -> Option<Vec<Sha256>> {
    let count = usize::try_from(first).ok();
    let count = count.filter(|&it| it > 0 && it <= leaves.len())?;
    let mut proof = Vec::new();
    grow(leaves, count, true, &mut proof);
    Some(proof)
}

/// `is_whole` tells that the smaller tree is known to whoever checks (RFC 6962, 2.1.2).
fn grow(leaves: &[Sha256], first: usize, is_whole: bool, proof: &mut Vec<Sha256>) {
    if first == leaves.len() {
        if !is_whole {
            proof.push(root(leaves));
        }
        return;
    }
    let (left, right) = halves(leaves);
    if first <= left.len() {
        grow(left, first, is_whole, proof);
        proof.push(root(right));
    } else {
        grow(right, first - left.len(), false, proof);
        proof.push(root(left));
    }
}

/// Tells whether `path` shows that `leaf` stands at `index` of the tree of this size and root.
pub fn proves_inclusion(
    leaf: Sha256,
    index: u64,
    size: u64,
    path: &[Sha256],
    root: Sha256,
) -> bool {
    if index >= size {
        return false;
    }
    let (mut at, mut last) = (index, size - 1);
    let mut found = leaf;
    for &step in path {
        if last == 0 {
            return false;
        }
        if at % 2 == 1 || at == last {
            found = node(step, found);
            while at % 2 == 0 && at != 0 {
                at /= 2;
                last /= 2;
            }
        } else {
            found = node(found, step);
        }
        at /= 2;
        last /= 2;
    }
    last == 0 && found == root
}

/// Tells whether `proof` shows that the tree of `first` leaves is the beginning of that of `second`.
/// The empty tree is the beginning of any, which needs no proof.
pub fn proves_consistency(
    (first, first_root): (u64, Sha256),
    (second, second_root): (u64, Sha256),
    proof: &[Sha256],
) -> bool {
    if first == 0 || first == second {
        let empty = Sha256::of(b"");
        return proof.is_empty()
            && (first == 0 && first_root == empty || first == second && first_root == second_root);
    }
    // A whole left side is known already, and is not in the proof.
    let whole = first.is_power_of_two().then_some(first_root);
    let mut steps = whole.into_iter().chain(proof.iter().copied());
    let Some(begin) = steps.next().filter(|_| first < second) else {
        return false;
    };
    let (mut at, mut last) = (first - 1, second - 1);
    while at % 2 == 1 {
        at /= 2;
        last /= 2;
    }
    let (mut old, mut new) = (begin, begin);
    for step in steps {
        if last == 0 {
            return false;
        }
        if at % 2 == 1 || at == last {
            old = node(step, old);
            new = node(step, new);
            while at % 2 == 0 && at != 0 {
                at /= 2;
                last /= 2;
            }
        } else {
            new = node(new, step);
        }
        at /= 2;
        last /= 2;
    }
    last == 0 && old == first_root && new == second_root
}

/// A tree that grows by a leaf at a time and knows its root at each size: what many checkpoints are
/// held against in one walk.
#[derive(Debug, Clone, Default)]
pub struct Growing {
    size: u64,
    /// The roots of the whole trees that it is made of, the largest first.
    whole: Vec<Sha256>,
}

impl Growing {
    /// Adds a leaf at the end.
    pub fn push(&mut self, leaf: Sha256) {
        let mut joined = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.whole.pop() {
                joined = node(left, joined);
            }
        }
        self.whole.push(joined);
        self.size += 1;
    }

    /// Returns how many leaves there are.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Returns the root.
    pub fn root(&self) -> Sha256 {
        let joined = self.whole.iter().rev().copied();
        joined
            .reduce(|right, left| node(left, right))
            .unwrap_or_else(|| Sha256::of(b""))
    }
}

/// Parts the leaves: the left side holds the largest power of two that leaves something for the
/// right.
fn halves(leaves: &[Sha256]) -> (&[Sha256], &[Sha256]) {
    leaves.split_at(leaves.len().next_power_of_two() / 2)
}

fn node(left: Sha256, right: Sha256) -> Sha256 {
    Sha256::of_parts(&[&[1], left.as_bytes(), right.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The leaves of the known-answer tests of Certificate Transparency.
    const LEAVES: [&[u8]; 8] = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        b"\x50\x51\x52\x53\x54\x55\x56\x57",
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];

    /// Their roots, for one leaf, two leaves, and so on.
    const ROOTS: [&str; 8] = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    fn leaves() -> Vec<Sha256> {
        LEAVES
            .iter()
            .map(|leaf| Sha256::of_parts(&[&[0], leaf]))
            .collect()
    }

    /// The hashes of the known-answer proofs, by their beginnings.
    fn hashes(beginnings: &[&str]) -> Vec<Sha256> {
        const ALL: [&str; 9] = [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        ];
        let full = |begin: &&str| ALL.iter().find(|it| it.starts_with(begin)).expect(begin);
        let parse = |text: &&str| text.parse().expect("a digest");
        beginnings.iter().map(full).map(parse).collect()
    }

    #[test]
    fn roots_are_those_of_certificate_transparency() {
        let leaves = leaves();
        for (count, expected) in (1..).zip(ROOTS) {
            assert_eq!(
                root(&leaves[..count]).to_string(),
                expected,
                "{count} leaves"
            );
        }
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(root(&[]).to_string(), empty);
    }

    #[test]
    fn proofs_are_those_of_certificate_transparency() {
        let leaves = leaves();
        for (leaf, size, expected) in [
            (1, 1, &[][..]),
            (1, 8, &["96a296", "5f083f", "6b47aa"]),
            (6, 8, &["bc1a06", "ca854e", "d37ee4"]),
            (3, 3, &["fac542"]),
            (2, 5, &["6e340b", "5f083f", "bc1a06"]),
        ] {
            let path = inclusion(&leaves[..size], leaf - 1);
            assert_eq!(path, Some(hashes(expected)), "leaf {leaf} of {size}");
        }
        for (first, second, expected) in [
            (1, 1, &[][..]),
            (1, 8, &["96a296", "5f083f", "6b47aa"]),
            (6, 8, &["0ebc5d", "ca854e", "d37ee4"]),
            (2, 5, &["5f083f", "bc1a06"]),
        ] {
            let proof = consistency(&leaves[..second], first);
            assert_eq!(proof, Some(hashes(expected)), "{first} of {second}");
        }
    }

    #[test]
    fn there_is_no_proof_of_what_is_not_there() {
        let leaves = leaves();
        assert_eq!(inclusion(&leaves, 8), None);
        assert_eq!(consistency(&leaves, 0), None);
        assert_eq!(consistency(&leaves, 9), None);
        let root = root(&leaves);
        assert!(!proves_inclusion(leaves[0], 8, 8, &[], root));
        assert!(!proves_consistency((9, root), (8, root), &[root]));
        assert!(!proves_consistency((3, root), (8, root), &[]));
        assert!(proves_consistency((0, Sha256::of(b"")), (8, root), &[]));
        assert!(!proves_consistency((0, root), (8, root), &[]));
    }

    fn of_size(size: usize) -> Vec<Sha256> {
        (0..size).map(|it| Sha256::of(&it.to_be_bytes())).collect()
    }

    proptest! {
        #[test]
        fn every_leaf_of_every_tree_is_proved_and_no_other(
            size in 1_usize..200, at in any::<prop::sample::Index>(), flip in any::<prop::sample::Index>(),
        ) {
            let leaves = of_size(size);
            let index = at.index(size);
            let path = inclusion(&leaves, index as u64).expect("it is there");
            let (whole, size) = (root(&leaves), size as u64);
            let holds = |leaf, index, path: &[Sha256]| proves_inclusion(leaf, index, size, path, whole);
            prop_assert!(holds(leaves[index], index as u64, &path));
            prop_assert!(!holds(Sha256::of(b"another"), index as u64, &path));
            let elsewhere = flip.index(leaves.len());
            prop_assert_eq!(holds(leaves[index], elsewhere as u64, &path), elsewhere == index);
            if !path.is_empty() {
                let mut wrong = path.clone();
                wrong[flip.index(path.len())] = Sha256::of(b"another");
                prop_assert!(!holds(leaves[index], index as u64, &wrong));
                prop_assert!(!holds(leaves[index], index as u64, &path[1..]));
            }
            prop_assert!(!holds(leaves[index], index as u64, &[&path[..], &[whole]].concat()));
        }

        #[test]
        fn every_beginning_of_every_tree_is_proved_and_no_other(
            size in 1_usize..200, at in any::<prop::sample::Index>(), flip in any::<prop::sample::Index>(),
        ) {
            let leaves = of_size(size);
            let first = at.index(size) + 1;
            let proof = consistency(&leaves, first as u64).expect("it is there");
            let before = (first as u64, root(&leaves[..first]));
            let after = (size as u64, root(&leaves));
            prop_assert!(proves_consistency(before, after, &proof));
            let mut rewritten = leaves.clone();
            rewritten[flip.index(first)] = Sha256::of(b"another");
            let other = (size as u64, root(&rewritten));
            let honest = consistency(&rewritten, first as u64).expect("it is there");
            prop_assert!(!proves_consistency(before, other, &honest));
            prop_assert!(!proves_consistency(before, other, &proof));
            if !proof.is_empty() {
                prop_assert!(!proves_consistency(before, after, &proof[1..]));
            }
        }

        #[test]
        fn a_growing_tree_has_the_root_of_its_leaves(size in 0_usize..200) {
            let leaves = of_size(size);
            let mut growing = Growing::default();
            for &leaf in &leaves {
                growing.push(leaf);
            }
            prop_assert_eq!((growing.size(), growing.root()), (size as u64, root(&leaves)));
        }
    }
}
