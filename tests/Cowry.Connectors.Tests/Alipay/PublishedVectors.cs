using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Cowry.Connectors.Alipay;
using Cowry.Domain.Payments;
using Cowry.Primitives;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.Alipay;

/// <summary>Genuine messages and certificates of Alipay's, as its own Node library publishes them with its tests.</summary>
public sealed class PublishedVectors : IDisposable
{
    private const string AlipayKey =
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAqObrdC7hrgAVM98tK0nv3hSQRGGKT4lBsQjHiGjeYZjOPIPHR5knm2jnnz/YGIXIofVHkA/tAlBAd5DrY7YpvI4t"
        + "P5EONLtZKC2ghBMx7McI2wRD0xiqzxOQr1FuhZGJ8/AUokBzJrzY+aGX2xcOrxFYRlFilvVLTXg4LWjR1tdPkO6+i7wQZAIVMClPkwVRZEbaERRHlKqTzv2gGv5rDU8gRoe1"
        + "LeaN+6BlbTqHWkQcNCUNrA8C6l17XAXGKDsm/9TFWwO8EPHHHCaQdjtV5/FdcWIt+L8SR1ss7EXTjYDFtxcKVv9rEoY1lX8T4mX+GbXfZHraG5NCF1+XioL5JwIDAQAB";

    // The service market has a key of its own.
    private const string MarketKey =
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAk6DCsBIUhWriFohzRV8Fic6oQWNnLKKILNk97VU5qcHEuxYzCujKoyva5gy1170mFJw4IcgJF8AyS7iDUwzA"
        + "wF4Pp9CpWxDhUhe7mdQJhjBmvTcPLGFFrzlj6unO5lAcbdwaxPUtSxOaNxPJGrTK/wnKQSbjTMMltp1J68q2Tfgrsn/NdZ6lrxO9rvmky8kowqaH5NjntyHO59jCGabM"
        + "j5sI14z8N61wB/QuIJrDuzIPMPrSNbq0cOWcSCDG09oUHTp9fk7suDB8UiFcmVTXOvK3d4HbeX8V9YsEMxrwxEoYgRRj6K2qrC6oxw480cqf2ueumCmHg6xrcgkyXK81"
        + "hwIDAQAB";

    private const string PaymentSign =
        "QfTb8tqE1BMhS5qAnXtvsF3/jBkEvu9q9en0pdbBUDDjvKycZhQb7h8GDs4FKfi049PynaNuatxSgLb/nLWZpXyyh0LEWdK2S6Ri7nPwrVgOs08zugLO20vOQz44y3ti2Ncm"
        + "8/wZts1Fr2gZ7pShnVX3d1B50hbsXnObT1r/U8ONNQjWXd0HIul4TG+Q3fm3svmSvFEy0WnzuhcyHPX5Gm4ELNctL6Qd5YniGJFNcc7kopHYtI/XD9YCKCH6Ct02rzUs9i11"
        + "C9CsadtZn+WhxF26Dqt9sGEFajkJ8cxUTLi8+VCpLHsgPE8P0y095uQcDdK0YjCh4x7wVSov+lrmOQ==";

    private readonly ServiceProvider services = Accounts.Services();

    public void Dispose() => services.Dispose();

    [Fact]
    public void A_genuine_notification_of_a_payment_is_read()
    {
        var account = Account("2019073166072302", "2088531891668739");

        var payment = Read(account, Payment()).ShouldBeDone().ShouldBeOfType<GatewayNews.OfPayment>().Payment;

        payment.ShouldBe(new GatewayPayment(
            "20190815155618536-564-57", GatewayPaymentState.Paid, new Money(10), "2019081522001468450512505578",
            new DateTimeOffset(2019, 8, 15, 7, 56, 24, TimeSpan.Zero), "2088102534368455", "ALIPAYACCOUNT"));
    }

    [Theory]
    [InlineData("total_amount", "0.11")]
    [InlineData("trade_status", "TRADE_FINISHED")]
    [InlineData("subject", "语雀空间 500人规摸")]
    public void And_not_when_it_was_changed(string name, string value)
    {
        var changed = Payment();
        changed[name] = value;

        Read(Account("2019073166072302", "2088531891668739"), changed).ShouldBeRejected().ShouldBe("gateway_signature_invalid");
    }

    // Signed together with its sign_type, unlike a payment's.
    [Fact]
    public void A_genuine_notification_of_the_service_market_is_taken_and_is_no_payment() =>
        Read(Account("2017122801303261", "2088721996721370", MarketKey), ServiceMarket()).ShouldBeRejected().ShouldBe("not_a_payment");

    [Fact]
    public void Certificates_have_the_names_that_Alipay_gives_them()
    {
        using var app = X509Certificate2.CreateFromPem(PublishedCertificates.App);
        using var alipay = X509Certificate2.CreateFromPem(PublishedCertificates.Alipay);
        var roots = new X509Certificate2Collection();
        roots.ImportFromPem(PublishedCertificates.Roots);

        CertificateSerial.Of(app).ShouldBe("866efef280dec9137a87d047ac446315");
        CertificateSerial.Of(alipay).ShouldBe("7513daaaa48aa3ba2e4018d84402479c");
        roots.Count.ShouldBe(4);
        CertificateSerial.OfRoots(roots).ShouldBe("687b59193f3f462dd5336e5abf83c5d8_02941eef3187dddf3d3b83462e1dfcf6");
    }

    [Fact]
    public void The_text_of_a_request_is_sorted_and_keeps_its_sign_type()
    {
        var text = SignedText.OfRequest(new Dictionary<string, string>
        {
            ["version"] = "1.0",
            ["sign"] = "x",
            ["app_id"] = "2014072300007148",
            ["Zebra"] = "capitals come first",
            ["notify_url"] = "",
            ["sign_type"] = "RSA2",
            ["biz_content"] = """{"subject":"a&b=c 面"}""",
        });

        Encoding.UTF8.GetString(text).ShouldBe(
            """Zebra=capitals come first&app_id=2014072300007148&biz_content={"subject":"a&b=c 面"}&sign_type=RSA2&version=1.0""");
    }

    private static GatewayAccount Account(string appId, string seller, string alipayKey = AlipayKey)
    {
        using var own = RSA.Create(2048);
        return Accounts.Of(null, changes:
            [("app_id", appId), ("seller_id", seller), ("alipay_public_key", alipayKey), ("app_private_key", own.ExportPkcs8PrivateKeyPem())]);
    }

    private GatewayAnswer<GatewayNews> Read(GatewayAccount account, Dictionary<string, string> fields)
    {
        var body = string.Join('&', fields.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));
        var notification = new GatewayNotification(new Dictionary<string, string>(), Encoding.ASCII.GetBytes(body));
        return services.Gateway().ReadNotification(account, notification, TimeProvider.System.GetUtcNow());
    }

    private static Dictionary<string, string> Payment() => new()
    {
        ["gmt_create"] = "2019-08-15 15:56:22",
        ["charset"] = "utf-8",
        ["seller_email"] = "z97-yuquerevenue@service.aliyun.com",
        ["subject"] = "语雀空间 500人规模",
        ["sign"] = PaymentSign,
        ["buyer_id"] = "2088102534368455",
        ["invoice_amount"] = "0.10",
        ["notify_id"] = "2019081500222155624068450559358070",
        ["fund_bill_list"] = """[{"amount":"0.10","fundChannel":"ALIPAYACCOUNT"}]""",
        ["notify_type"] = "trade_status_sync",
        ["trade_status"] = "TRADE_SUCCESS",
        ["receipt_amount"] = "0.10",
        ["buyer_pay_amount"] = "0.10",
        ["sign_type"] = "RSA2",
        ["app_id"] = "2019073166072302",
        ["seller_id"] = "2088531891668739",
        ["gmt_payment"] = "2019-08-15 15:56:24",
        ["notify_time"] = "2019-08-15 15:56:25",
        ["version"] = "1.0",
        ["out_trade_no"] = "20190815155618536-564-57",
        ["total_amount"] = "0.10",
        ["trade_no"] = "2019081522001468450512505578",
        ["auth_app_id"] = "2019073166072302",
        ["buyer_logon_id"] = "xud***@126.com",
        ["point_amount"] = "0.00",
    };

    private static Dictionary<string, string> ServiceMarket() => new()
    {
        ["app_id"] = "2017122801303261",
        ["charset"] = "UTF-8",
        ["commodity_order_id"] = "2019030800000018079639",
        ["contactor"] = "技术支持测试的公司",
        ["merchant_pid"] = "2088721996721370",
        ["method"] = "alipay.open.servicemarket.order.notify",
        ["name"] = "技术支持测试的公司",
        ["notify_id"] = "2019030800222102023008121054923345",
        ["notify_time"] = "2019-03-08 10:20:23",
        ["notify_type"] = "servicemarket_order_notify",
        ["order_item_num"] = "1",
        ["order_ticket"] = "29b1c37d99ab48c5bd5bdaeaeaefbB37",
        ["order_time"] = "2019-03-08 10:20:08",
        ["phone"] = "17826894615",
        ["service_code"] = "58621634",
        ["sign"] =
            "MsK5SCw8oqLw4f0hiNSd5OVGXxBY3wnQeT8vn5PklJSZFWSZbK4hQbNvkp4ZezeXQH514cEv0ul6Qow8yh6e6yM06LfEL+EZjcpZ0nxzFGRNQ5qq2AUc1OaXQdk92AGv"
            + "xh+Iq4NGpPQFBd4D8EBJa3NJd8+czMfQskceosOQFqUtLQMYa5DPs+VpN7VM5BdXjaVIuKn5d9Wm2B9dI9ObIM+YRySDkZZPv14DVmUvcrcqJfOR8aHvtSd7B4l92wUQ"
            + "PQgQKNcOQho7xOHS/Bk+Y74AZL2y7TkNmdDoq9OGsThuF5tDW9rI9nVwXxOtsuB+bstra+W7aw9x9DvkKgdSRw==",
        ["sign_type"] = "RSA2",
        ["timestamp"] = "2019-03-08 10:20:23",
        ["title"] = "麦禾商城模版",
        ["total_price"] = "0.00",
        ["version"] = "1.0",
    };
}
