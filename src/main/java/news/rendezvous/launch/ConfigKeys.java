package news.rendezvous.launch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import io.smallrye.config.common.utils.StringUtil;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import news.rendezvous.admin.AdminConfig;
import news.rendezvous.admin.authentication.AuthenticationConfig;
import news.rendezvous.amend.AmendConfig;
import news.rendezvous.dedup.DedupConfig;
import news.rendezvous.demo.DemoConfig;
import news.rendezvous.ingest.discover.DiscoveryConfig;
import news.rendezvous.ingest.fetch.FetchConfig;
import news.rendezvous.ingest.icon.IconConfig;
import news.rendezvous.ingest.normalize.NormalizeConfig;
import news.rendezvous.ingest.parse.ParseConfig;
import news.rendezvous.ingest.poll.PollConfig;
import news.rendezvous.ingest.push.PushConfig;
import news.rendezvous.ingest.resolve.ResolveConfig;
import news.rendezvous.kafka.client.BrokerConfig;
import news.rendezvous.serve.http.HttpConfig;
import news.rendezvous.serve.http.PublicUrl;
import news.rendezvous.serve.http.ServeConfig;
import news.rendezvous.serve.hub.SubscriptionConfig;
import news.rendezvous.serve.hub.delivery.DeliveryConfig;
import news.rendezvous.serve.stream.StreamConfig;
import news.rendezvous.source.CredentialsConfig;
import news.rendezvous.source.SourcesConfig;
import news.rendezvous.view.FilterConfig;
import news.rendezvous.view.ViewConfig;
import news.rendezvous.view.saved.SavedViewsConfig;

/** All configuration keys of the service, read from the mapping interfaces of its stages. */
final class ConfigKeys {

  static final List<Class<?>> MAPPINGS =
      List.of(
          AdminConfig.class,
          AmendConfig.class,
          AuthenticationConfig.class,
          BrokerConfig.class,
          CredentialsConfig.class,
          DedupConfig.class,
          DeliveryConfig.class,
          DemoConfig.class,
          DiscoveryConfig.class,
          FetchConfig.class,
          FilterConfig.class,
          IconConfig.class,
          NormalizeConfig.class,
          ParseConfig.class,
          PollConfig.class,
          PublicUrl.Config.class,
          PushConfig.class,
          ResolveConfig.class,
          ServeConfig.class,
          ShutdownConfig.class,
          SavedViewsConfig.class,
          SourcesConfig.class,
          StreamConfig.class,
          SubscriptionConfig.class,
          ViewConfig.class,
          HttpConfig.class);

  private ConfigKeys() {}

  /** All keys, by name; a key of two interfaces comes twice. */
  static List<ConfigKey> all() {
    return MAPPINGS.stream()
        .flatMap(type -> keys(type.getAnnotation(ConfigMapping.class).prefix(), type))
        .sorted(Comparator.comparing(ConfigKey::name))
        .toList();
  }

  private static Stream<ConfigKey> keys(String prefix, Class<?> mapping) {
    return Stream.of(mapping.getMethods())
        .filter(method -> !method.isSynthetic())
        .flatMap(method -> keys(prefix, mapping, method));
  }

  private static Stream<ConfigKey> keys(String prefix, Class<?> mapping, Method method) {
    String name = method.isAnnotationPresent(WithParentName.class) ? prefix : named(prefix, method);
    Class<?> type = method.getReturnType();
    if (type == Map.class
        && method.getGenericReturnType() instanceof ParameterizedType map
        && map.getActualTypeArguments()[1] instanceof Class<?> group
        && group.isInterface()) {
      return keys(name + "." + ConfigKey.ANY, group);
    }
    return type.getEnclosingClass() == mapping && type.isInterface()
        ? keys(name, type)
        : Stream.of(new ConfigKey(name, method));
  }

  private static String named(String prefix, Method method) {
    WithName given = method.getAnnotation(WithName.class);
    return prefix + "." + (given == null ? StringUtil.skewer(method.getName()) : given.value());
  }
}
