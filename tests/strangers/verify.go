// Checks a served log with the Go project's own verifier (golang.org/x/mod/sumdb: note and tlog), which knows nothing of
// Ğune: go run verify.go <address> <verifier key>. Ends with 0 if all is accepted, with 1 and the reason if not.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// The tiles of C2SP tlog-tiles are 2^8 wide.
const height = 8
const width = 1 << height

// So many receipts and older heads are asked for.
const samples = 24

type log struct {
	address   string
	verifiers note.Verifiers
	origin    string
}

func main() {
	if len(os.Args) != 3 {
		fail(errors.New("usage: verify <address> <verifier key>"))
	}
	verifier, err := note.NewVerifier(os.Args[2])
	if err != nil {
		fail(err)
	}
	served := log{os.Args[1], note.VerifierList(verifier), verifier.Name()}
	if err := served.check(); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Println("refused:", err)
	os.Exit(1)
}

func (served log) check() error {
	signed, err := served.get("/log/checkpoint")
	if err != nil {
		return err
	}
	tree, err := served.open(signed)
	if err != nil {
		return err
	}
	hashes := tlog.TileHashReader(tree, tiles{served})
	if err := served.checkEntries(tree, hashes); err != nil {
		return err
	}
	step := tree.N/samples + 1
	for index := int64(0); index < tree.N; index += step {
		if err := served.checkProof(tree, hashes, index); err != nil {
			return fmt.Errorf("entry %d: %w", index, err)
		}
		if err := served.checkReceipt(index); err != nil {
			return fmt.Errorf("receipt %d: %w", index, err)
		}
		if err := served.checkConsistency(index+1, hashes); err != nil {
			return fmt.Errorf("head %d: %w", index+1, err)
		}
	}
	fmt.Printf("accepted: %d entries\n", tree.N)
	return nil
}

// open checks a checkpoint's signature, and reads its three lines.
func (served log) open(signed []byte) (tlog.Tree, error) {
	opened, err := note.Open(signed, served.verifiers)
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != served.origin || lines[3] != "" {
		return tlog.Tree{}, errors.New("not a checkpoint of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// checkEntries compares every entry with its leaf in tiles that tlog has checked against the root.
func (served log) checkEntries(tree tlog.Tree, hashes tlog.HashReader) error {
	for first := int64(0); first < tree.N; first += width {
		count := min(width, tree.N-first)
		bundle, err := served.get("/log/tile/entries/" + place(first/width, count))
		if err != nil {
			return err
		}
		indexes := make([]int64, count)
		for offset := range indexes {
			indexes[offset] = tlog.StoredHashIndex(0, first+int64(offset))
		}
		leaves, err := hashes.ReadHashes(indexes)
		if err != nil {
			return err
		}
		for offset, leaf := range leaves {
			if len(bundle) < 2 || len(bundle)-2 < int(binary.BigEndian.Uint16(bundle)) {
				return fmt.Errorf("the bundle ends before entry %d", first+int64(offset))
			}
			end := 2 + int(binary.BigEndian.Uint16(bundle))
			if tlog.RecordHash(bundle[2:end]) != leaf {
				return fmt.Errorf("entry %d is not the leaf in the tree", first+int64(offset))
			}
			bundle = bundle[end:]
		}
		if len(bundle) > 0 {
			return errors.New("the bundle is too long")
		}
	}
	return nil
}

// checkProof lets tlog prove an entry from the tiles, and check it.
func (served log) checkProof(tree tlog.Tree, hashes tlog.HashReader, index int64) error {
	proof, err := tlog.ProveRecord(tree.N, index, hashes)
	if err != nil {
		return err
	}
	leaves, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaves[0])
}

// checkReceipt checks a receipt (C2SP tlog-proof): the entry, its place, the proof, and the head that stands in it.
func (served log) checkReceipt(index int64) error {
	receipt, err := served.get(fmt.Sprintf("/receipts/%d.tlog-proof", index))
	if err != nil {
		return err
	}
	head, signed, found := strings.Cut(string(receipt), "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" || lines[2] != fmt.Sprintf("index %d", index) {
		return errors.New("not a receipt of this entry")
	}
	entry, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil {
		return err
	}
	tree, err := served.open([]byte(signed))
	if err != nil {
		return err
	}
	proof, err := parseHashes(lines[3:])
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry))
}

// checkConsistency checks the server's proof that the present head continues an older one.
func (served log) checkConsistency(old int64, hashes tlog.HashReader) error {
	root, err := tlog.TreeHash(old, hashes)
	if err != nil {
		return err
	}
	body, err := served.get(fmt.Sprintf("/log/consistency/%d", old))
	if err != nil {
		return err
	}
	head, signed, found := strings.Cut(string(body), "\n\n")
	lines := strings.Split(head, "\n")
	if !found || lines[0] != fmt.Sprintf("old %d", old) {
		return errors.New("not a consistency proof")
	}
	tree, err := served.open([]byte(signed))
	if err != nil {
		return err
	}
	proof, err := parseHashes(lines[1:])
	if err != nil {
		return err
	}
	if old == tree.N {
		if len(proof) > 0 || root != tree.Hash {
			return errors.New("the same size, another root")
		}
		return nil
	}
	return tlog.CheckTree(proof, tree.N, tree.Hash, old, root)
}

func parseHashes(lines []string) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, hash)
	}
	return hashes, nil
}

// tiles reads the tiles of C2SP tlog-tiles for tlog, whose own paths say the height as well.
type tiles struct{ served log }

func (tiles) Height() int { return height }

func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (read tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range wanted {
		tileBytes, err := read.served.get(fmt.Sprintf("/log/tile/%d/%s", tile.L, place(tile.N, int64(tile.W))))
		if err != nil {
			return nil, err
		}
		if len(tileBytes) != tile.W*tlog.HashSize {
			return nil, errors.New("a tile of another length")
		}
		data = append(data, tileBytes)
	}
	return data, nil
}

// place is the end of a tile's path: its index in groups of three digits, and its width if it is not full.
func place(index, count int64) string {
	path := fmt.Sprintf("%03d", index%1000)
	for index >= 1000 {
		index /= 1000
		path = fmt.Sprintf("x%03d/%s", index%1000, path)
	}
	if count < width {
		path += fmt.Sprintf(".p/%d", count)
	}
	return path
}

func (served log) get(path string) ([]byte, error) {
	answer, err := http.Get(served.address + path)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", path, answer.Status)
	}
	return io.ReadAll(answer.Body)
}

func min(one, other int64) int64 {
	if one < other {
		return one
	}
	return other
}
