//! One document of each kind, all of one market.

// These texts, identifiers and signatures were made by another program, from docs/protocol.md. The keys are those of the
// seeds of 32 bytes 1 (Olive), 2 (Basile), 3 (Chloé), 4 (her phone) and 9 (the log).

/// The identifier of [`OPENING`].
pub const CURRENCY: &str = "DSW5bWUmVmwiexvn6JoimEHoYZtEFJx3KomoCzH3DFrY";

pub const OPENING: &str = "\
gune/1 opening
account: AKnL4NNf3DGWZJS6cPknBuEGnVsV4A4m5tgebLHaRSZ9
key: AKnL4NNf3DGWZJS6cPknBuEGnVsV4A4m5tgebLHaRSZ9
number: 1
market: Marché des Lilas
place: Rennes, salle 3
unit: Ğune
log: gune.example/lilas+9edc35a1+Af0XJDhaoMdbZPt4zWAvodmR/ev3axPFjtcC6sg16fYY
salt: 000102030405060708090a0b0c0d0e0f
rule: g1
first: 10.00
growth: 2382304
reevaluation: 3600
period: 600
end: 2026-11-28T18:00:00Z
after: 86400
organiser: AKnL4NNf3DGWZJS6cPknBuEGnVsV4A4m5tgebLHaRSZ9 3SNbjVw22gmmG2hgCfM5ZuM1GVzUEh9mMt4iqkK5JFuS
organiser: 9hSR6S7WPtxmTojgo6GG3k4yDPecgJY292j7xrsUGWBu FRu1JmJLo1mKyvHeBWXB4HkzpYLMaUqDLa8F1J8VnXE1
signature: W1+LJ0R5scsaiLOl1LTCdmPGsT5nJycFv32nb0xcespZrJsLvT0wYS0TpZvJpX067MHM3C7oDk2S6UkoNLP5CA==
";

pub const PAYMENT: &str = "\
gune/1 payment
currency: DSW5bWUmVmwiexvn6JoimEHoYZtEFJx3KomoCzH3DFrY
account: GyGKxMyg1p9SsHfm15MkNUu1u9TN2JtTspcdmrtGUdse
key: EdmxWPmx2WH6WgFfTdu9xfkYf3k1g5wD1zccTVySEEh1
number: 1764338592123
until: 2026-11-29T14:03:12Z
to: 9hSR6S7WPtxmTojgo6GG3k4yDPecgJY292j7xrsUGWBu 12.50
to: AKnL4NNf3DGWZJS6cPknBuEGnVsV4A4m5tgebLHaRSZ9 0.05
listing: 24ZETB2BdbSB9XDifMwbWuKNkc1MsXJHVsTR6PJLGPr7
refund-of: 42
memo: icjQuWpWuTkzZmb9q8nEa474uYz8o3dcf1FCiXVMyYT
signature: ZJM7TDU2XpXI88Cd4GIuDf0mQSCyfw4hfh0AEC34M0tbQJj/XcYNkTevskvAFbZpolAQwE5ggymWMD4Gw1wkDg==
";

pub const KEY: &str = "\
gune/1 key
currency: DSW5bWUmVmwiexvn6JoimEHoYZtEFJx3KomoCzH3DFrY
account: GyGKxMyg1p9SsHfm15MkNUu1u9TN2JtTspcdmrtGUdse
key: GyGKxMyg1p9SsHfm15MkNUu1u9TN2JtTspcdmrtGUdse
number: 2
authorised: EdmxWPmx2WH6WgFfTdu9xfkYf3k1g5wD1zccTVySEEh1
role: pay
role: organise
limit: 3 UD per 86400
end: 2027-01-01T00:00:00Z
signature: JgH9Mw4dn49q1flbJh4fSP7np7ZebuvoBwQcCtaBvBPcXupg2kxEZwf1rDvX6zEdn+l8jQP16COmUk5ZWPhxBQ==
";

pub const JOINING: &str = "\
gune/1 joining
currency: DSW5bWUmVmwiexvn6JoimEHoYZtEFJx3KomoCzH3DFrY
account: GyGKxMyg1p9SsHfm15MkNUu1u9TN2JtTspcdmrtGUdse
key: GyGKxMyg1p9SsHfm15MkNUu1u9TN2JtTspcdmrtGUdse
number: 1
name: ECtTfVpVtHfRtXrfWDa7w4hML1C93VneW3TpY3uWHqDN
signature: TnSc8WGzHR+VVCkwylxfWzmpcqFHJtqqWtfRSNCjY18hUv+EX0AKWXosiPy4n6TL7CGMCI8OtfD2rYedeiAVCg==
";

pub const ADMISSION: &str = "\
gune/1 admission
currency: DSW5bWUmVmwiexvn6JoimEHoYZtEFJx3KomoCzH3DFrY
account: AKnL4NNf3DGWZJS6cPknBuEGnVsV4A4m5tgebLHaRSZ9
key: AKnL4NNf3DGWZJS6cPknBuEGnVsV4A4m5tgebLHaRSZ9
number: 2
member: GyGKxMyg1p9SsHfm15MkNUu1u9TN2JtTspcdmrtGUdse
member: 9hSR6S7WPtxmTojgo6GG3k4yDPecgJY292j7xrsUGWBu
signature: zV9cOJ5n6lFO6bcVo1tB6FYTKjGk76ul9d2N7XvQVkQ+oZdB5pGDkxbhKmw3MmyyWZwk0Gyd898knZWn1ztwBA==
";

pub const DEPARTURE: &str = "\
gune/1 departure
currency: DSW5bWUmVmwiexvn6JoimEHoYZtEFJx3KomoCzH3DFrY
account: GyGKxMyg1p9SsHfm15MkNUu1u9TN2JtTspcdmrtGUdse
key: GyGKxMyg1p9SsHfm15MkNUu1u9TN2JtTspcdmrtGUdse
number: 3
member: GyGKxMyg1p9SsHfm15MkNUu1u9TN2JtTspcdmrtGUdse
signature: aGtNty/ZTo1AbkFdaKBOmagErytLFpzokYkUpcm/MOgtj4Lbmu1xkRGmUm9L+f1po1cI4xqGFhrWHcZkAstDAQ==
";

pub const DOOR: &str = "\
gune/1 door
currency: DSW5bWUmVmwiexvn6JoimEHoYZtEFJx3KomoCzH3DFrY
account: AKnL4NNf3DGWZJS6cPknBuEGnVsV4A4m5tgebLHaRSZ9
key: AKnL4NNf3DGWZJS6cPknBuEGnVsV4A4m5tgebLHaRSZ9
number: 3
door: open
signature: b+xtKJiVRzw5Fx1NyxLiwougWm7vjHXOrQbKulKToLnuX+3qiaH0eJeOGnpTtqNIDqDLu6UQ7XPVbCWlhtp9Cw==
";

pub const REVOCATION: &str = "\
gune/1 revocation
currency: DSW5bWUmVmwiexvn6JoimEHoYZtEFJx3KomoCzH3DFrY
account: GyGKxMyg1p9SsHfm15MkNUu1u9TN2JtTspcdmrtGUdse
key: GyGKxMyg1p9SsHfm15MkNUu1u9TN2JtTspcdmrtGUdse
number: 4
revoked: EdmxWPmx2WH6WgFfTdu9xfkYf3k1g5wD1zccTVySEEh1
signature: VW6GlnuH3E8dl7wnkJ8QB1v9u4MWdHJFGAqBsHvvcGNLVyT2epw9Ze8aYEe8DqSKp1UgyTHF+yIlsdAeNyqrAQ==
";

pub const TEMPO: &str = "\
gune/1 tempo
currency: DSW5bWUmVmwiexvn6JoimEHoYZtEFJx3KomoCzH3DFrY
account: AKnL4NNf3DGWZJS6cPknBuEGnVsV4A4m5tgebLHaRSZ9
key: AKnL4NNf3DGWZJS6cPknBuEGnVsV4A4m5tgebLHaRSZ9
number: 9007199254740991
phase: paused
period: 60
end: 9998-12-31T23:59:59Z
after: 31622400
signature: N+1ly3+z3w+03niRRz4UR35eyRzWHdTKJU+UpeF6TaSNKHuJRIyRRGRVR0qBhVjUnECXyEeCbHefASQ7RXNEDw==
";

pub const ERASURE: &str = "\
gune/1 erasure
currency: DSW5bWUmVmwiexvn6JoimEHoYZtEFJx3KomoCzH3DFrY
account: GyGKxMyg1p9SsHfm15MkNUu1u9TN2JtTspcdmrtGUdse
key: GyGKxMyg1p9SsHfm15MkNUu1u9TN2JtTspcdmrtGUdse
number: 5
signature: UA2vhNt/O0L+345h+T1qCdABPrUv86OrPqevXzk6P2VSNSu/HBHVAP+TnUhwGnvNBG0jY9pCAcekjvlxok/9Bw==
";

pub const ALL: [&str; 10] = [OPENING, JOINING, ADMISSION, DEPARTURE, DOOR, KEY, REVOCATION, PAYMENT, TEMPO, ERASURE];
