package news.rendezvous.dedup.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.neardup.Facts;
import news.rendezvous.item.neardup.Sketch;
import org.jspecify.annotations.Nullable;

/**
 * Binary codec of {@link StoryRecord}: not JSON, since every lookup decodes one. A change of the
 * form needs another {@link StoreLayout#storeName}.
 */
final class StoryRecordCodec {

  private static final int TYPICAL_BYTES = 512;

  private StoryRecordCodec() {}

  static byte[] write(StoryRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(record.edition());
      out.writeLong(record.carried());
      out.writeBoolean(record.withdrawn());
      write(record.version(), out);
      out.writeShort(record.carriers().size());
      for (StoryRecord.Carrier carrier : record.carriers()) {
        out.writeUTF(carrier.source());
        out.writeInt(carrier.print());
      }
      for (ItemId alias : record.aliasIds()) {
        out.writeLong(alias.uuid().getMostSignificantBits());
        out.writeLong(alias.uuid().getLeastSignificantBits());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array is always writable", e);
    }
    return bytes.toByteArray();
  }

  private static void write(StoryRecord.SourceVersion version, DataOutputStream out)
      throws IOException {
    out.writeLong(version.seenAt());
    out.writeUTF(version.fingerprint());
    out.writeUTF(version.site() == null ? "" : version.site());
    Sketch sketch = version.sketch();
    out.writeUTF(sketch == null ? "" : sketch.rows());
    if (sketch != null) {
      out.writeUTF(String.join("", sketch.bands()));
      out.writeInt(sketch.words());
      out.writeBoolean(sketch.cased());
      out.writeUTF(sketch.numbers().codes());
      out.writeUTF(sketch.names().codes());
    }
  }

  /**
   * Decodes a record.
   *
   * @param from its offset
   * @throws UncheckedIOException for bytes of another form
   */
  static StoryRecord read(byte[] bytes, int from) {
    try (DataInputStream in = in(bytes, from)) {
      return new StoryRecord(
          in.readUTF(), in.readLong(), in.readBoolean(), version(in), carriers(in), aliasIds(in));
    } catch (IOException e) {
      throw new UncheckedIOException("no story record", e);
    }
  }

  private static DataInputStream in(byte[] bytes, int from) {
    return new DataInputStream(new ByteArrayInputStream(bytes, from, bytes.length - from));
  }

  private static StoryRecord.SourceVersion version(DataInputStream in) throws IOException {
    long seenAt = in.readLong();
    String fingerprint = in.readUTF();
    String site = in.readUTF();
    return new StoryRecord.SourceVersion(
        seenAt, fingerprint, sketch(in), site.isEmpty() ? null : site);
  }

  private static @Nullable Sketch sketch(DataInputStream in) throws IOException {
    String rows = in.readUTF();
    return rows.isEmpty()
        ? null
        : new Sketch(
            bands(in.readUTF()),
            rows,
            in.readInt(),
            in.readBoolean(),
            new Facts(in.readUTF()),
            new Facts(in.readUTF()));
  }

  private static List<String> bands(String joined) {
    List<String> bands = new ArrayList<>();
    for (int at = 0; at < joined.length(); at += Sketch.BAND) {
      bands.add(joined.substring(at, at + Sketch.BAND));
    }
    return bands;
  }

  private static List<StoryRecord.Carrier> carriers(DataInputStream in) throws IOException {
    List<StoryRecord.Carrier> carriers = new ArrayList<>();
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      carriers.add(new StoryRecord.Carrier(in.readUTF(), in.readInt()));
    }
    return carriers;
  }

  private static List<ItemId> aliasIds(DataInputStream in) throws IOException {
    List<ItemId> aliasIds = new ArrayList<>();
    while (in.available() > 0) {
      aliasIds.add(new ItemId(new UUID(in.readLong(), in.readLong())));
    }
    return aliasIds;
  }
}
