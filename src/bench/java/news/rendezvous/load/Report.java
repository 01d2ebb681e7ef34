package news.rendezvous.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import news.rendezvous.item.Json;

/** Figures of a run: a table for people and one line of JSON for programs. */
final class Report {

  private record Row(String name, String value, String goal, String verdict) {}

  private final Map<String, Object> json = new LinkedHashMap<>();
  private final List<Row> rows = new ArrayList<>();

  Report(String scenario) {
    json.put("scenario", scenario);
    json.put("java", System.getProperty("java.version"));
  }

  /** A figure without a goal. */
  void add(String name, double value, String unit) {
    put(name, value, unit, "", "");
  }

  /** A figure that is to be at most a bound. */
  void atMost(String name, double value, String unit, double bound) {
    put(name, value, unit, "≤ " + text(bound), value <= bound ? "yes" : "NO");
  }

  /** A figure that is to be at least a bound. */
  void atLeast(String name, double value, String unit, double bound) {
    put(name, value, unit, "≥ " + text(bound), value >= bound ? "yes" : "NO");
  }

  private void put(String name, double value, String unit, String goal, String verdict) {
    json.put(name.replaceAll("[^A-Za-z0-9]+", "_").toLowerCase(Locale.ROOT), value);
    rows.add(new Row(name, text(value) + ' ' + unit, goal, verdict));
    System.err.println(name + ": " + text(value) + ' ' + unit); // while it runs
  }

  private static String text(double value) {
    String pattern = value == Math.rint(value) || Math.abs(value) >= 100 ? "%.0f" : "%.2f";
    return String.format(Locale.ROOT, pattern, value);
  }

  void print() throws JsonProcessingException {
    System.out.println("| figure | value | goal | reached |\n|---|---|---|---|");
    rows.forEach(
        row ->
            System.out.printf(
                "| %s | %s | %s | %s |%n", row.name, row.value.strip(), row.goal, row.verdict));
    System.out.println(Json.mapper().writeValueAsString(json));
  }
}
