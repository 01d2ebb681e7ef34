package news.rendezvous.launch;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Returns heap that an idle service does not use to the operating system (JEP 346). G1 shrinks the
 * heap at the end of a concurrent cycle, which an idle process never begins by default: what a
 * start or a burst needed stayed committed for ever. Options that are set on the command line are
 * left alone.
 */
final class HeapUncommit {

  private static final Logger LOG = Logger.getLogger(HeapUncommit.class);

  /**
   * Manageable options: a cycle after so many milliseconds without a collection, and how much of
   * the heap is free after one, in percent.
   */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "G1PeriodicGCInterval", "30000",
          "MinHeapFreeRatio", "20",
          "MaxHeapFreeRatio", "40");

  private HeapUncommit() {}

  static void configure() {
    ManagementFactory.getPlatformMXBeans(HotSpotDiagnosticMXBean.class) // none in another JVM
        .forEach(vm -> OPTIONS.forEach((name, value) -> set(vm, name, value)));
  }

  private static void set(HotSpotDiagnosticMXBean vm, String name, String value) {
    try {
      VMOption option = vm.getVMOption(name);
      if (option.isWriteable() && option.getOrigin() == VMOption.Origin.DEFAULT) {
        vm.setVMOption(name, value);
      }
    } catch (IllegalArgumentException e) { // as where the operator set another bound
      LOG.debugf(e, "The JVM has no option %s, or refuses %s", name, value);
    }
  }
}
