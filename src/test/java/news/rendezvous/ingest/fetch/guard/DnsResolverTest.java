package news.rendezvous.ingest.fetch.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnsResolverTest {

  private static final int SERVFAIL = 2;
  private static final int NXDOMAIN = 3;

  private final DatagramSocket server = open();
  private final DnsResolver names =
      new DnsResolver(
          Duration.ofMillis(900),
          new SingletonDnsServerAddressStreamProvider(
              new InetSocketAddress(server.getLocalAddress(), server.getLocalPort())));

  private static DatagramSocket open() {
    try {
      return new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void close() {
    names.close();
    server.close();
  }

  /** Answers every query with a code, and an address record where the code is 0. */
  private void answering(int code, byte... address) {
    Thread thread = new Thread(() -> answerAll(code, address), "name server");
    thread.setDaemon(true);
    thread.start();
  }

  private void answerAll(int code, byte[] address) {
    try {
      while (!server.isClosed()) {
        DatagramPacket query = new DatagramPacket(new byte[512], 512);
        server.receive(query);
        byte[] answer = answer(query, code, address);
        server.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
      }
    } catch (IOException closed) {
      // The end of the test.
    }
  }

  // RFC 1035 section 4.1: header, the question as it came, one A record that points to its name.
  private static byte[] answer(DatagramPacket query, int code, byte[] address) {
    byte[] asked = query.getData();
    int end = 12;
    while (asked[end] != 0) {
      end++;
    }
    int type = asked[end + 2];
    boolean answered = address.length > 0 && type == 1;
    ByteBuffer out = ByteBuffer.allocate(512);
    out.put(asked, 0, 2).putShort((short) (0x8180 | code)).putShort((short) 1);
    out.putShort((short) (answered ? 1 : 0)).putInt(0).put(asked, 12, end + 5 - 12);
    if (answered) {
      out.putShort((short) 0xc00c).putShort((short) 1).putShort((short) 1).putInt(60);
      out.putShort((short) address.length).put(address);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  private List<InetAddress> lookUp(String name) {
    return names.addresses(name).await().atMost(Duration.ofSeconds(8));
  }

  @Test
  void queriesTheNameServer() throws UnknownHostException {
    answering(0, (byte) 192, (byte) 0, (byte) 2, (byte) 7);

    assertThat(lookUp("feeds.news.example."))
        .extracting(InetAddress::getHostAddress)
        .containsExactly("192.0.2.7");
  }

  @Test
  void readsTheHostsFile() {
    assertThat(lookUp("localhost")).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
  }

  @ParameterizedTest
  @CsvSource({"" + SERVFAIL, "" + NXDOMAIN})
  void failsWithoutAnAddress(int code) {
    answering(code);

    assertThatThrownBy(() -> lookUp("feeds.news.example."))
        .hasRootCauseInstanceOf(Exception.class)
        .hasStackTraceContaining("feeds.news.example");
  }

  @Test
  void tellsANameThatDoesNotExistFromAServerThatFails() {
    answering(NXDOMAIN);

    assertThatThrownBy(() -> lookUp("feeds.news.example."))
        .hasCauseInstanceOf(AddressResolver.UnknownNameException.class);
  }

  @Test
  void timesOutWithoutAResponse() {
    assertThatThrownBy(() -> lookUp("feeds.news.example."))
        .hasStackTraceContaining("feeds.news.example");
  }

  @Test
  void resolvesNamesWhileOtherQueriesHang() {
    for (int i = 0; i < 200; i++) {
      names.addresses("dead-%d.news.example.".formatted(i)).subscribe().with(x -> {}, x -> {});
    }

    assertThat(lookUp("localhost")).isNotEmpty();
  }
}
