package news.rendezvous.ingest.fetch.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import news.rendezvous.ingest.fetch.http.ContentDecoder.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GzipDecoderTest {

  private static final byte[] TEXT =
      RawUpstream.bytes("The ferry to the outer islands runs again. ".repeat(500));

  private final ContentDecoder.BoundedBuffer out = new ContentDecoder.BoundedBuffer(1 << 20);

  static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }

  /** The step that ends the decoding, chunk by chunk, else that of the end of the body. */
  private Step decode(byte[] wire, int chunk) {
    try (GzipDecoder gunzip = new GzipDecoder()) {
      for (int at = 0; at < wire.length; at += chunk) {
        Step step = gunzip.feed(ByteBuffer.wrap(wire, at, Math.min(chunk, wire.length - at)), out);
        if (step != Step.MORE) {
          return step;
        }
      }
      return gunzip.end();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 1 << 20})
  void decodesChunksOfAnySize(int chunk) {
    assertThat(decode(gzip(TEXT), chunk)).isEqualTo(Step.MORE);
    assertThat(out.toByteArray()).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1 << 20})
  void decodesAllMembersAndIgnoresTrailingGarbage(int chunk) {
    byte[] wire = join(gzip(TEXT), gzip(RawUpstream.bytes("End.")), RawUpstream.bytes("padding"));

    assertThat(decode(wire, chunk)).isEqualTo(Step.MORE);
    assertThat(out.toByteArray()).isEqualTo(join(TEXT, RawUpstream.bytes("End.")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 1 << 20})
  void skipsNameCommentExtraFieldAndHeaderChecksum(int chunk) {
    byte[] plain = gzip(TEXT);
    byte[] header = Arrays.copyOf(plain, 10);
    header[3] = 2 | 4 | 8 | 16;
    byte[] optional =
        join(
            new byte[] {3, 0, 1, 2, 3},
            RawUpstream.bytes("feed.xml\0a comment\0"),
            new byte[] {9, 9});
    byte[] wire = join(header, optional, Arrays.copyOfRange(plain, 10, plain.length));

    assertThat(decode(wire, chunk)).isEqualTo(Step.MORE);
    assertThat(out.toByteArray()).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 9, 20, 60})
  void detectsATruncatedTrailer(int missing) {
    byte[] whole = gzip(TEXT);

    assertThat(decode(Arrays.copyOf(whole, whole.length - missing), 64)).isEqualTo(Step.CUT_SHORT);
  }

  @ParameterizedTest
  @CsvSource({"8", "7", "4", "1"})
  void detectsADamagedTrailer(int fromTheEnd) {
    byte[] wire = gzip(TEXT);
    wire[wire.length - fromTheEnd] ^= 0x55;

    assertThat(decode(wire, 64)).isEqualTo(Step.CUT_SHORT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<rss version='2.0'/>", "\u001fx", "x\u008b"})
  void detectsAnotherFormat(String body) {
    assertThat(decode(RawUpstream.bytes(body), 1)).isEqualTo(Step.FOREIGN);
  }

  @Test
  void detectsGzipInsideGzip() {
    assertThat(decode(gzip(gzip(TEXT)), 50)).isEqualTo(Step.NESTED);
  }

  @Test
  void acceptsAnEmptyBody() {
    assertThat(decode(new byte[0], 1)).isEqualTo(Step.MORE);
  }

  @Test
  void stopsAtTheLimit() {
    byte[] bomb = gzip(new byte[64 << 20]);

    assertThat(decode(bomb, bomb.length)).isEqualTo(Step.FULL);
    assertThat(out.toByteArray()).hasSize(1 << 20);
  }

  @Test
  void decodesIncompressibleBytes() {
    byte[] noise = new byte[300_000];
    new Random(4).nextBytes(noise);
    noise[0] = 'x';

    assertThat(decode(gzip(noise), 1000)).isEqualTo(Step.MORE);
    assertThat(crc(out.toByteArray())).isEqualTo(crc(noise));
  }

  private static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }
}
