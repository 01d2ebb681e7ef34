package news.rendezvous.dedup;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import news.rendezvous.item.ItemId;
import org.jspecify.annotations.Nullable;

/**
 * The value under a name: how many other stories go by it, their ids, and the traits of the story
 * that it is the id of. Most often it is one id, or traits alone; several stories go by one name
 * where strangers borrow it, and all of them are compared with an entry under it.
 */
final class NameRecord {

  /** Greatest number of stories under one name besides its own: a stranger has at most one. */
  private static final int MOST = 8;

  private static final NameRecord NONE = new NameRecord(new byte[] {});

  private final byte[] bytes;

  private NameRecord(byte[] bytes) {
    this.bytes = bytes;
  }

  static NameRecord of(byte @Nullable [] stored) {
    return stored == null ? NONE : new NameRecord(stored);
  }

  boolean isFree() {
    return bytes.length == 0;
  }

  boolean hasRoom() {
    return count() < MOST;
  }

  /** Ids of the other stories, the latest last. */
  List<ItemId> others() {
    return count() == 0 ? List.of() : Keys.ids(Arrays.copyOfRange(bytes, 1, story()));
  }

  /** Traits of the story that the name is the id of. */
  Optional<Traits> traits() {
    return bytes.length <= story()
        ? Optional.empty()
        : Optional.of(TraitsForm.read(bytes, story()));
  }

  NameRecord with(Traits traits) {
    return new NameRecord(joined(others(), TraitsForm.write(traits)));
  }

  NameRecord withoutTraits() {
    return new NameRecord(joined(others(), new byte[] {}));
  }

  NameRecord with(ItemId other) {
    List<ItemId> all = new ArrayList<>(others());
    return all.contains(other) || !hasRoom() ? this : withOthers(all, other);
  }

  private NameRecord withOthers(List<ItemId> all, ItemId other) {
    all.add(other);
    return new NameRecord(joined(all, rest()));
  }

  NameRecord without(ItemId other) {
    List<ItemId> left = new ArrayList<>(others());
    return left.remove(other) ? new NameRecord(joined(left, rest())) : this;
  }

  /** To be stored; null where nothing goes by the name any more. */
  byte @Nullable [] stored() {
    return bytes.length <= 1 ? null : bytes;
  }

  private int count() {
    return bytes.length == 0 ? 0 : bytes[0];
  }

  /** Where the traits begin. */
  private int story() {
    return 1 + count() * Keys.ID_BYTES;
  }

  private byte[] rest() {
    return bytes.length <= story()
        ? new byte[] {}
        : Arrays.copyOfRange(bytes, story(), bytes.length);
  }

  private static byte[] joined(List<ItemId> ids, byte[] rest) {
    return ByteBuffer.allocate(1 + ids.size() * Keys.ID_BYTES + rest.length)
        .put((byte) ids.size())
        .put(Keys.bytes(ids))
        .put(rest)
        .array();
  }
}
