package news.rendezvous.serve.stream;

import io.vertx.core.buffer.Buffer;
import java.util.OptionalLong;
import news.rendezvous.view.StreamPosition;

/**
 * Events in the bytes of one {@link StreamEncoding}, which its streams share.
 *
 * @param bytes not to be modified
 * @param checksum of the bytes before their compression; empty where there is none
 * @param after the position after its last event
 * @param readAt the reading of {@link System#nanoTime} when a live record was read; empty for
 *     events of the history
 */
record EncodedBlock(
    Buffer bytes, GzipChecksum checksum, StreamPosition after, OptionalLong readAt) {}
