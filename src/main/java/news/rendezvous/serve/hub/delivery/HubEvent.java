package news.rendezvous.serve.hub.delivery;

import java.time.Instant;
import news.rendezvous.item.ItemId;
import news.rendezvous.view.ViewItem;
import org.jspecify.annotations.Nullable;

/**
 * A record of the items topic.
 *
 * @param type last word of its {@code ce_type}
 * @param time of the record
 * @param item null for a withdrawal
 */
public record HubEvent(
    int partition, long offset, String type, Instant time, ItemId id, @Nullable ViewItem item) {}
