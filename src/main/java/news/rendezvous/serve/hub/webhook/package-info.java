/**
 * Webhooks of views: CloudEvents in the structured JSON format, signed as Standard Webhooks
 * defines.
 *
 * <p>Events of items enter, and the views with their webhooks; notifications leave, and the rows of
 * the webhooks among the subscribers. Nothing here makes a request.
 */
@NullMarked
package news.rendezvous.serve.hub.webhook;

import org.jspecify.annotations.NullMarked;
