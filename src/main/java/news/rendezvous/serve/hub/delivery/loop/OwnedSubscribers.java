package news.rendezvous.serve.hub.delivery.loop;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import news.rendezvous.serve.hub.delivery.EventReader.Place;
import news.rendezvous.serve.hub.delivery.NotificationFormat;
import news.rendezvous.serve.hub.delivery.SharedContent;
import news.rendezvous.serve.hub.delivery.Subscriber;
import news.rendezvous.serve.hub.delivery.Subscriber.Kind;
import news.rendezvous.serve.hub.delivery.loop.OwnedSubscriber.Phase;
import news.rendezvous.view.StreamPosition;
import org.jspecify.annotations.Nullable;

/**
 * The subscribers that this replica serves, by id and by content. Confined to the thread of the
 * loop.
 */
final class OwnedSubscribers {

  /** The subscribers with the same content. */
  record Group(SharedContent content, Set<OwnedSubscriber> members) {}

  private final Map<Kind, NotificationFormat> formats;
  private final SharedContent.Shared shared;
  private final DeliveryMetrics metrics;
  private final Map<String, OwnedSubscriber> byId = new HashMap<>();
  private final Map<String, Group> groups = new HashMap<>();

  OwnedSubscribers(
      Map<Kind, NotificationFormat> formats, SharedContent.Shared shared, DeliveryMetrics metrics) {
    this.formats = Map.copyOf(formats);
    this.shared = shared;
    this.metrics = metrics;
  }

  @Nullable OwnedSubscriber find(String id) {
    return byId.get(id);
  }

  /** All of them, in a list of its own. */
  List<OwnedSubscriber> all() {
    return List.copyOf(byId.values());
  }

  Collection<Group> groups() {
    return groups.values();
  }

  Stream<OwnedSubscriber> in(Set<Integer> partitions) {
    return all().stream().filter(one -> partitions.contains(one.partition));
  }

  /** Adds a subscriber; empty where it is there, or its kind has no format. */
  Optional<OwnedSubscriber> add(Subscriber row, int partition, long now) {
    NotificationFormat format = formats.get(row.kind());
    if (format == null || byId.containsKey(row.id())) {
      return Optional.empty();
    }
    Group group =
        groups.computeIfAbsent(
            SharedContent.key(row),
            key -> new Group(new SharedContent(format, row, shared), new LinkedHashSet<>()));
    StreamPosition position = StreamPosition.parse(row.position()).orElseGet(StreamPosition::of);
    OwnedSubscriber added =
        new OwnedSubscriber(row, partition, group.content(), Place.at(position), now);
    byId.put(row.id(), added);
    group.members().add(added);
    metrics.served(row.kind(), 1);
    return Optional.of(added);
  }

  /** Removes a subscriber that is not served here any more. */
  void remove(OwnedSubscriber subscriber) {
    if (subscriber.phase == Phase.LEFT) {
      return;
    }
    subscriber.phase = Phase.LEFT;
    byId.remove(subscriber.id());
    metrics.served(subscriber.row.kind(), -1);
    String key = SharedContent.key(subscriber.row);
    Group group = groups.get(key);
    if (group != null && group.members().remove(subscriber) && group.members().isEmpty()) {
      groups.remove(key);
    }
  }
}
