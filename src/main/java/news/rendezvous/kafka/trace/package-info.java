/**
 * Distributed tracing across topics.
 *
 * <p>The trace context of a step enters and leaves as the header {@code traceparent} of a record
 * (W3C Trace Context). Nothing of it is sent to publishers, and nothing is made while tracing is
 * off.
 */
@NullMarked
package news.rendezvous.kafka.trace;

import org.jspecify.annotations.NullMarked;
