"""Which keys and signatures count (§ 3): strict, cofactorless Ed25519 on Python's own integers."""

from functools import lru_cache
from hashlib import sha512

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
SQRT_MINUS_ONE = pow(2, (P - 1) // 4, P)
BASE_Y = 4 * pow(5, -1, P) % P

# A point is held in extended coordinates (X, Y, Z, T); one of a table, in the form an addition wants:
# (y + x, y - x, 2·d·x·y), with Z = 1.
IDENTITY = (0, 1, 1, 0)

# A scalar is taken in two halves that share their doublings.
HALF = 127


def _root(y, sign):
    """The x of the point with this y and parity of x, or None."""
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * v**3 * pow(u * v**7, (P - 5) // 8, P) % P
    if v * x * x % P != u:
        x = x * SQRT_MINUS_ONE % P
        if v * x * x % P != u:
            return None
    if x == 0 and sign:
        return None
    return P - x if x & 1 != sign else x


def decode(data):
    """The point (x, y) that 32 bytes spell, None if they spell none or not in the one canonical way."""
    if len(data) != 32:
        return None
    number = int.from_bytes(data, "little")
    y, sign = number & (1 << 255) - 1, number >> 255
    if y >= P:
        return None
    x = _root(y, sign)
    return None if x is None else (x, y)


def encode(point):
    """The 32 bytes of a point."""
    inverse = pow(point[2], -1, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _row_form(x, y):
    return (y + x) % P, (y - x) % P, 2 * D * x * y % P


def _add(point, row):
    """A point plus one of a table; complete, so no case apart for doubling or the identity."""
    x, y, z, t = point
    plus, minus, product = row
    a = (y - x) * minus
    b = (y + x) * plus
    c = t * product
    d = 2 * z
    e, f, g, h = (b - a) % P, (d - c) % P, (d + c) % P, (b + a) % P
    return e * f % P, g * h % P, f * g % P, e * h % P


def _affine(points):
    """The (x, y) of many points, with one inversion for all of them."""
    products, product = [], 1
    for point in points:
        products.append(product)
        product = product * point[2] % P
    inverse, result = pow(product, -1, P), []
    for point, before in zip(reversed(points), reversed(products)):
        own = inverse * before % P
        inverse = inverse * point[2] % P
        result.append((point[0] * own % P, point[1] * own % P))
    result.reverse()
    return result


@lru_cache(maxsize=1)
def _base_table():
    """Every multiple 1..255 of 256^i·B, for i in 0..31: a multiple of B is then 32 additions at most."""
    rows, start = [], _row_form(_root(BASE_Y, 0), BASE_Y)
    for _ in range(32):
        points, point = [], IDENTITY
        for _ in range(256):
            point = _add(point, start)
            points.append(point)
        plain = _affine(points)
        start = _row_form(*plain[255])
        rows.append([None] + [_row_form(x, y) for x, y in plain[:255]])
    return rows


def base_multiple(scalar, point=IDENTITY):
    """`point` plus `scalar` times the base point; `scalar` below 2^256."""
    for row, byte in zip(_base_table(), scalar.to_bytes(32, "little")):
        if byte:
            point = _add(point, row[byte])
    return point


def _digits(scalar):
    """The scalar in odd signed digits of five bits, least significant first, most of them zero."""
    digits = []
    while scalar:
        digit = 0
        if scalar & 1:
            digit = scalar & 31
            if digit > 15:
                digit -= 32
            scalar -= digit
        digits.append(digit)
        scalar >>= 1
    return digits


def _double(x, y, z):
    a, b = x * x, y * y
    e, g, h = ((x + y) ** 2 - a - b) % P, (b - a) % P, -(a + b) % P
    f = (g - 2 * z * z) % P
    return e * f % P, g * h % P, f * g % P, e * h % P


def _multiple(scalar, tables):
    """`scalar` times a point, of which `tables` holds the odd multiples 1, 3 .. 15, and those of 2^HALF times it."""
    digits = [_digits(scalar & (1 << HALF) - 1), _digits(scalar >> HALF)]
    x, y, z, t = IDENTITY
    for place in range(max(map(len, digits)) - 1, -1, -1):
        # `_double` written out, for it runs 127 times for each signature.
        a, b, s = x * x, y * y, x + y
        e, g, h = (s * s - a - b) % P, (b - a) % P, -(a + b) % P
        f = (g - 2 * z * z) % P
        x, y, z, t = e * f % P, g * h % P, f * g % P, None
        for odd, own in zip(tables, digits):
            digit = own[place] if place < len(own) else 0
            if digit:
                row = odd[digit >> 1] if digit > 0 else odd[-digit >> 1]
                if digit < 0:
                    row = (row[1], row[0], -row[2])
                x, y, z, t = _add((x, y, z, e * h % P if t is None else t), row)
        t = e * h % P if t is None else t
    return x, y, z, t


def _is_identity(point):
    return point[0] % P == 0 and (point[1] - point[2]) % P == 0


def _small_order(point):
    for _ in range(3):
        point = _double(point[0], point[1], point[2])
    return _is_identity(point)


def _odd_multiples(x, y):
    """The multiples 1, 3 .. 15 of a point, in the form of a table."""
    twice = _row_form(*_affine([_double(x, y, 1)])[0])
    points = [(x, y, 1, x * y % P)]
    for _ in range(7):
        points.append(_add(points[-1], twice))
    return tuple(_row_form(*each) for each in _affine(points))


@lru_cache(maxsize=1 << 14)
def _opposite(key):
    """The tables of -A and whether A is torsion-free; None where A is no point, of small order, or misspelled."""
    plain = decode(key)
    if plain is None:
        return None
    x, y = P - plain[0], plain[1]
    point = (x, y, 1, x * y % P)
    if _small_order(point):
        return None
    for _ in range(HALF):
        point = _double(point[0], point[1], point[2])
    tables = _odd_multiples(x, y), _odd_multiples(*_affine([point])[0])
    return tables, _is_identity(_multiple(L, tables))


def key_counts(key):
    """Canonical, a point, not of small order, torsion-free."""
    found = _opposite(key)
    return found is not None and found[1]


def signature_counts(key, signature, text):
    """S < L, neither A nor R of small order, and the bytes of S·B - k·A are those of R (so R is canonical)."""
    if len(signature) != 64 or _opposite(key) is None:
        return False
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    return s < L and _equation(key, r, s, int.from_bytes(sha512(r + key + text).digest(), "little") % L)


@lru_cache(maxsize=1 << 16)
def _equation(key, r, s, k):
    """Whether S·B - k·A is R, and R not of small order; remembered, for many books share most of their documents."""
    point = base_multiple(s, _multiple(k, _opposite(key)[0]))
    return not _small_order(point) and encode(point) == r
