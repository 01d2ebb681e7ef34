package news.rendezvous.dedup;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import news.rendezvous.item.Facts;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Sketch;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that traits are kept in: not JSON, since every look-up reads them. Another form needs
 * another name of the store.
 */
final class TraitsForm {

  private static final int USUAL = 512;

  private TraitsForm() {}

  static byte[] write(Traits traits) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(traits.edition());
      out.writeLong(traits.carried());
      out.writeBoolean(traits.withdrawn());
      write(traits.told(), out);
      out.writeShort(traits.carriers().size());
      for (Traits.Carrier carrier : traits.carriers()) {
        out.writeUTF(carrier.source());
        out.writeInt(carrier.print());
      }
      for (ItemId name : traits.names()) {
        out.writeLong(name.uuid().getMostSignificantBits());
        out.writeLong(name.uuid().getLeastSignificantBits());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory never fails to be written to", e);
    }
    return bytes.toByteArray();
  }

  private static void write(Traits.Told told, DataOutputStream out) throws IOException {
    out.writeLong(told.at());
    out.writeUTF(told.fingerprint());
    out.writeUTF(told.site() == null ? "" : told.site());
    Sketch sketch = told.sketch();
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
   * The traits in bytes.
   *
   * @param from where they begin
   * @throws UncheckedIOException for bytes of another form
   */
  static Traits read(byte[] bytes, int from) {
    try (DataInputStream in = in(bytes, from)) {
      return new Traits(
          in.readUTF(), in.readLong(), in.readBoolean(), told(in), carriers(in), names(in));
    } catch (IOException e) {
      throw new UncheckedIOException("no traits of a story", e);
    }
  }

  private static DataInputStream in(byte[] bytes, int from) {
    return new DataInputStream(new ByteArrayInputStream(bytes, from, bytes.length - from));
  }

  private static Traits.Told told(DataInputStream in) throws IOException {
    long at = in.readLong();
    String fingerprint = in.readUTF();
    String site = in.readUTF();
    return new Traits.Told(at, fingerprint, sketch(in), site.isEmpty() ? null : site);
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

  private static List<Traits.Carrier> carriers(DataInputStream in) throws IOException {
    List<Traits.Carrier> carriers = new ArrayList<>();
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      carriers.add(new Traits.Carrier(in.readUTF(), in.readInt()));
    }
    return carriers;
  }

  private static List<ItemId> names(DataInputStream in) throws IOException {
    List<ItemId> names = new ArrayList<>();
    while (in.available() > 0) {
      names.add(new ItemId(new UUID(in.readLong(), in.readLong())));
    }
    return names;
  }
}
