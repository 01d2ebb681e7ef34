package news.rendezvous.dedup.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import news.rendezvous.item.ItemId;
import org.jspecify.annotations.Nullable;

/**
 * Binary value of an alias: the number and ids of the stories that have it, and the {@link
 * StoryRecord} of the story whose id is that of the alias. Most values are one id, or a story
 * record alone. Several stories share an alias where other sources copy it; an entry is compared
 * with each.
 */
final class AliasRecord {

  /** Maximum number of other stories that share an alias; each of them is compared. */
  private static final int CAPACITY = 8;

  private static final AliasRecord NONE = new AliasRecord(new byte[] {});

  private final byte[] bytes;

  private AliasRecord(byte[] bytes) {
    this.bytes = bytes;
  }

  static AliasRecord of(byte @Nullable [] stored) {
    return stored == null ? NONE : new AliasRecord(stored);
  }

  boolean isFree() {
    return bytes.length == 0;
  }

  boolean hasRoom() {
    return count() < CAPACITY;
  }

  /** Ids of the other stories, the newest last. */
  List<ItemId> others() {
    return count() == 0 ? List.of() : StoreKeys.ids(Arrays.copyOfRange(bytes, 1, story()));
  }

  /** Record of the story whose id is that of the alias. */
  Optional<StoryRecord> record() {
    return bytes.length <= story()
        ? Optional.empty()
        : Optional.of(StoryRecordCodec.read(bytes, story()));
  }

  /** With the record of its story, as {@link StoryRecordCodec} writes it. */
  AliasRecord with(byte[] story) {
    return new AliasRecord(joined(others(), story));
  }

  AliasRecord withoutStory() {
    return new AliasRecord(joined(others(), new byte[] {}));
  }

  AliasRecord with(ItemId other) {
    List<ItemId> all = new ArrayList<>(others());
    if (all.contains(other) || !hasRoom()) {
      return this;
    }
    all.add(other);
    return new AliasRecord(joined(all, rest()));
  }

  AliasRecord without(ItemId other) {
    List<ItemId> left = new ArrayList<>(others());
    return left.remove(other) ? new AliasRecord(joined(left, rest())) : this;
  }

  /** The value to store; null where no story has the alias. */
  byte @Nullable [] stored() {
    return bytes.length <= 1 ? null : bytes;
  }

  private int count() {
    return bytes.length == 0 ? 0 : bytes[0];
  }

  /** Offset of the story record. */
  private int story() {
    return 1 + count() * StoreKeys.ID_BYTES;
  }

  private byte[] rest() {
    return bytes.length <= story()
        ? new byte[] {}
        : Arrays.copyOfRange(bytes, story(), bytes.length);
  }

  private static byte[] joined(List<ItemId> ids, byte[] rest) {
    return ByteBuffer.allocate(1 + ids.size() * StoreKeys.ID_BYTES + rest.length)
        .put((byte) ids.size())
        .put(StoreKeys.bytes(ids))
        .put(rest)
        .array();
  }
}
