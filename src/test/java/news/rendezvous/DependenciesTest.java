package news.rendezvous;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The table of dependencies lists those that the build names, under the heading of their scope. */
class DependenciesTest {

  private static final Pattern ROW = Pattern.compile("\\| `(\\S+:\\S+)` \\| .{5,} \\| .{5,} \\|");

  @Test
  void listsEveryDirectDependency() throws Exception {
    assertThat(documented()).containsExactlyElementsOf(declared());
  }

  private static TreeSet<String> documented() throws IOException {
    String[] sections =
        Files.readString(Path.of("src/main/docs/reference/dependencies.md"))
            .split("\n## In tests\n");
    TreeSet<String> rows = new TreeSet<>();
    for (String section : sections) {
      String scope = section.equals(sections[0]) ? "" : " test";
      ROW.matcher(section).results().map(row -> row.group(1) + scope).forEach(rows::add);
    }
    return rows;
  }

  private static TreeSet<String> declared() throws Exception {
    NodeList all =
        (NodeList)
            XPathFactory.newInstance()
                .newXPath()
                .evaluate(
                    "/project/dependencies/dependency",
                    DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new File("pom.xml")),
                    XPathConstants.NODESET);
    return IntStream.range(0, all.getLength())
        .mapToObj(n -> (Element) all.item(n))
        .map(DependenciesTest::named)
        .collect(toCollection(TreeSet::new));
  }

  private static String named(Element dependency) {
    boolean test = text(dependency, "scope").equals("test");
    return text(dependency, "groupId")
        + ":"
        + text(dependency, "artifactId")
        + (test ? " test" : "");
  }

  private static String text(Element dependency, String name) {
    NodeList found = dependency.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent();
  }
}
