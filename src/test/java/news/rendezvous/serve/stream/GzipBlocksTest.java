package news.rendezvous.serve.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipBlocksTest {

  private final Random random = new Random(7);

  private Buffer noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Buffer.buffer(bytes);
  }

  private static String inflate(Buffer gzip) throws IOException {
    // Checks length and checksum at the end.
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip.getBytes()))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void anySequenceOfBlocksIsAMember() throws IOException {
    List<Buffer> parts =
        Stream.of("The ferry waits. ".repeat(50), "潮が引く", "The ferry waits. ".repeat(50), "x")
            .map(Buffer::buffer)
            .toList();
    List<Buffer> blocks = parts.stream().map(GzipBlocks::compressed).toList();

    for (int[] order : new int[][] {{}, {0}, {3, 2, 1, 0}, {1, 1, 1}, {2, 0}}) {
      GzipChecksum all = GzipChecksum.EMPTY;
      Buffer gzip = Buffer.buffer().appendBuffer(GzipBlocks.HEADER);
      StringBuilder expected = new StringBuilder();
      for (int part : order) {
        Buffer heartbeat = Buffer.buffer(":\n\n");
        gzip.appendBuffer(blocks.get(part)).appendBuffer(GzipBlocks.stored(heartbeat));
        all =
            all.followedBy(GzipChecksum.of(parts.get(part))).followedBy(GzipChecksum.of(heartbeat));
        expected.append(parts.get(part)).append(heartbeat);
      }
      gzip.appendBuffer(GzipBlocks.trailer(all));

      assertThat(inflate(gzip)).isEqualTo(expected.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 127, 128, 1_000, 70_000})
  void compressesWhatDoesNotShrink(int length) throws IOException {
    Buffer plain = Buffer.buffer(noise(length).toString(StandardCharsets.UTF_8));

    Buffer gzip =
        Buffer.buffer()
            .appendBuffer(GzipBlocks.HEADER)
            .appendBuffer(GzipBlocks.compressed(plain))
            .appendBuffer(GzipBlocks.trailer(GzipChecksum.of(plain)));

    assertThat(inflate(gzip)).isEqualTo(plain.toString());
  }

  @Test
  void combinesChecksumsOfAnyLengths() {
    IntStream.of(0, 1, 2, 7, 255, 4_096, 100_000)
        .forEach(
            length -> {
              Buffer one = noise(length);
              Buffer two = noise(3 * length + 1);
              Buffer three = noise(length / 2);
              CRC32 expected = new CRC32();
              expected.update(one.getBytes());
              expected.update(two.getBytes());
              expected.update(three.getBytes());

              GzipChecksum parts = GzipChecksum.of(two).followedBy(GzipChecksum.of(three));
              GzipChecksum all =
                  GzipChecksum.EMPTY.followedBy(GzipChecksum.of(one)).followedBy(parts);

              assertThat(Integer.toUnsignedLong(all.crc())).isEqualTo(expected.getValue());
              assertThat(all.length())
                  .isEqualTo((long) one.length() + two.length() + three.length());
            });
  }

  @Test
  void storesNoMoreThanABlockHolds() {
    Buffer tooLong = Buffer.buffer(new byte[65_536]);

    assertThatThrownBy(() -> GzipBlocks.stored(tooLong))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
