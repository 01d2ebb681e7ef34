package news.rendezvous.serve.stream;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.OptionalLong;
import news.rendezvous.serve.http.ContentCoding;
import news.rendezvous.view.StreamPosition;

/** Byte form of a stream, in which an event is the same for all its readers. */
record StreamEncoding(StreamFormat format, ContentCoding coding) {

  // Brotli has no flush that lets blocks of different streams share bytes.
  private static final List<ContentCoding> CODINGS =
      List.of(ContentCoding.GZIP, ContentCoding.IDENTITY);

  static StreamEncoding preferred(MultiMap headers) {
    return new StreamEncoding(
        StreamFormat.preferred(headers.getAll("Accept")),
        ContentCoding.preferred(headers.getAll("Accept-Encoding"), CODINGS));
  }

  boolean isGzip() {
    return coding == ContentCoding.GZIP;
  }

  /** A live event; the position is the one after it. */
  EncodedBlock encode(StreamEvent event, StreamPosition after, long readAt) {
    Buffer plain = Buffer.buffer(event.data().length + 128);
    format.event(plain, event, after);
    return encode(plain, after, OptionalLong.of(readAt));
  }

  /**
   * Events as the format writes them, in this coding.
   *
   * @param after the position after the last of them
   */
  EncodedBlock encode(Buffer plain, StreamPosition after, OptionalLong readAt) {
    return isGzip()
        ? new EncodedBlock(GzipBlocks.compressed(plain), GzipChecksum.of(plain), after, readAt)
        : new EncodedBlock(plain, GzipChecksum.EMPTY, after, readAt);
  }
}
