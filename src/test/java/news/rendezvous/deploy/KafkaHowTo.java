package news.rendezvous.deploy;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Settings, rights and commands in the guide to an existing Kafka, as its readers would take them.
 */
public final class KafkaHowTo {

  public static final String PRINCIPAL = "User:rendezvous";

  private static final Path GUIDE = Path.of("src/main/docs/how-to/kafka.md");
  private static final Pattern EXPORT =
      Pattern.compile("(?m)^export (KAFKA_S\\w+)='?([^'\\n]+)'?$");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (topic|group|transactional id) \\| (.+) \\| (.+) \\|$");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern COMMAND =
      Pattern.compile("(?m)^kafka-acls\\.sh ((?:.*\\\\\\n)*.*)$");
  private static final Pattern CONTINUED = Pattern.compile("(\\s|\\\\\\n)+");

  private final String text;

  private KafkaHowTo(String text) {
    this.text = text;
  }

  public static KafkaHowTo read() throws IOException {
    return new KafkaHowTo(Files.readString(GUIDE));
  }

  /** Environment variables for TLS and log-in. */
  public Map<String, String> login() {
    return EXPORT
        .matcher(text)
        .results()
        .collect(toMap(line -> line.group(1), line -> line.group(2)));
  }

  /** The least rights, by the table. */
  public Set<AclBinding> rights() {
    return ROW.matcher(text).results().flatMap(KafkaHowTo::bindings).collect(toSet());
  }

  private static Stream<AclBinding> bindings(MatchResult row) {
    ResourceType type = ResourceType.fromString(row.group(1).replace(' ', '_'));
    PatternType pattern =
        row.group(2).startsWith("prefix") ? PatternType.PREFIXED : PatternType.LITERAL;
    return code(row.group(2))
        .flatMap(name -> code(row.group(3)).map(right -> binding(type, name, pattern, right)));
  }

  private static Stream<String> code(String cell) {
    return CODE.matcher(cell).results().map(match -> match.group(1));
  }

  /** A right of the service, its operation as ACL tools name it. */
  static AclBinding binding(ResourceType type, String name, PatternType pattern, String operation) {
    return new AclBinding(
        new ResourcePattern(type, name, pattern),
        new AccessControlEntry(
            PRINCIPAL, "*", AclOperation.fromString(operation), AclPermissionType.ALLOW));
  }

  /** Arguments of the commands that grant the least rights. */
  public List<List<String>> commands() {
    return allCommands().filter(one -> !one.contains("Create")).toList();
  }

  /** Arguments of the command with which the service may create its topics too. */
  public List<String> creating() {
    return allCommands().filter(one -> one.contains("Create")).findFirst().orElseThrow();
  }

  private Stream<List<String>> allCommands() {
    return COMMAND
        .matcher(text)
        .results()
        .map(command -> List.of(CONTINUED.split(command.group(1).strip())));
  }

  /** The rights that a command grants. */
  static Set<AclBinding> granted(List<String> command) {
    PatternType pattern = command.contains("prefixed") ? PatternType.PREFIXED : PatternType.LITERAL;
    Set<AclBinding> granted = new HashSet<>();
    for (ResourceType type :
        List.of(ResourceType.TOPIC, ResourceType.GROUP, ResourceType.TRANSACTIONAL_ID)) {
      String option = "--" + type.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
      for (String name : values(command, option)) {
        values(command, "--operation")
            .forEach(right -> granted.add(binding(type, name, pattern, right)));
      }
    }
    return granted;
  }

  private static List<String> values(List<String> command, String option) {
    return Stream.iterate(0, n -> n < command.size(), n -> n + 1)
        .filter(n -> command.get(n).equals(option))
        .map(n -> command.get(n + 1))
        .toList();
  }
}
