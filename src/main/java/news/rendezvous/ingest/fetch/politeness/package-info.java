/**
 * Request scheduling for each host: concurrency, gap between requests, holds by Retry-After, and
 * fair queues (RFC 9110 section 10.2.3).
 *
 * <p>Requests enter with their host and kind; permits leave. A hanging host never delays another.
 */
@NullMarked
package news.rendezvous.ingest.fetch.politeness;

import org.jspecify.annotations.NullMarked;
