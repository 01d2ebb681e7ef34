/**
 * Request scheduling for each host: concurrency, gap between requests, holds by Retry-After (RFC
 * 9110 section 10.2.3), and fair queues.
 *
 * <p>Requests enter with their host and kind; permits leave. A hanging host never delays another.
 */
@NullMarked
package news.rendezvous.ingest.fetch.politeness;

import org.jspecify.annotations.NullMarked;
