package news.rendezvous.dedup;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Json;
import news.rendezvous.item.Sketch;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What a story is recognised and judged by; its item is kept apart, since most decisions need none.
 *
 * @param carried milliseconds since the epoch until which it counts as carried
 * @param withdrawn whether it must not return
 * @param told milliseconds since the epoch at which its source was seen to tell it as it is
 * @param fingerprint of the entry that its story was taken from
 * @param sketch of that entry's text
 * @param carriers ids of the sources that carried it, the one that brought it first before others
 * @param names by which it is found, oldest first
 */
record Traits(
    long carried,
    boolean withdrawn,
    long told,
    String fingerprint,
    @Nullable Sketch sketch,
    List<String> carriers,
    List<Bytes> names) {

  /** Greatest number of names; of more the oldest leave, except the first, which made the id. */
  private static final int MOST_NAMES = 256;

  Traits {
    carriers = List.copyOf(carriers);
    names =
        names.size() <= MOST_NAMES
            ? List.copyOf(names)
            : Stream.concat(
                    names.stream().limit(1), names.stream().skip(names.size() - MOST_NAMES + 1))
                .toList();
  }

  String source() {
    return carriers.get(0);
  }

  boolean isCarriedBy(String source) {
    return carriers.contains(source);
  }

  Traits carriedUntil(long time) {
    return new Traits(
        Math.max(carried, time), withdrawn, told, fingerprint, sketch, carriers, names);
  }

  Traits carriedBy(String source) {
    List<String> all = isCarriedBy(source) ? carriers : plus(carriers, List.of(source));
    return new Traits(carried, withdrawn, told, fingerprint, sketch, all, names);
  }

  Traits named(Collection<Bytes> more) {
    return new Traits(carried, withdrawn, told, fingerprint, sketch, carriers, plus(names, more));
  }

  Traits without(Collection<Bytes> some) {
    List<Bytes> left = names.stream().filter(name -> !some.contains(name)).toList();
    return new Traits(carried, withdrawn, told, fingerprint, sketch, carriers, left);
  }

  Traits telling(Entry entry) {
    long seen = entry.seen().toEpochMilli();
    return new Traits(
        carried, withdrawn, seen, entry.fingerprint(), entry.sketch(), carriers, names);
  }

  Traits gone() {
    return new Traits(carried, true, told, fingerprint, sketch, carriers, names);
  }

  private static <T> List<T> plus(List<T> some, Collection<T> more) {
    List<T> all = new ArrayList<>(some);
    more.stream().filter(one -> !some.contains(one)).forEach(all::add);
    return all;
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(carried);
      out.writeBoolean(withdrawn);
      out.writeLong(told);
      out.writeUTF(fingerprint);
      byte[] text = sketch == null ? new byte[0] : Json.encode(sketch);
      out.writeShort(text.length);
      out.write(text);
      out.writeShort(carriers.size());
      for (String carrier : carriers) {
        out.writeUTF(carrier);
      }
      for (Bytes name : names) {
        out.write(name.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory never fails to be written to", e);
    }
    return bytes.toByteArray();
  }

  /**
   * The traits in bytes.
   *
   * @throws UncheckedIOException for bytes of another version or none
   */
  static Traits of(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      long carried = in.readLong();
      boolean withdrawn = in.readBoolean();
      long told = in.readLong();
      String fingerprint = in.readUTF();
      byte[] text = in.readNBytes(in.readUnsignedShort());
      Sketch sketch = text.length == 0 ? null : Json.decode(text, Sketch.class);
      List<String> carriers = new ArrayList<>();
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        carriers.add(in.readUTF());
      }
      List<Bytes> names = new ArrayList<>();
      while (in.available() > 0) {
        names.add(Bytes.wrap(in.readNBytes(Names.BYTES)));
      }
      return new Traits(carried, withdrawn, told, fingerprint, sketch, carriers, names);
    } catch (IOException e) {
      throw new UncheckedIOException("no traits of a story", e);
    }
  }
}
