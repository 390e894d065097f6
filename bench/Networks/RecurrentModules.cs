using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DistributedDL.Bench.Networks;

/// <summary>TorchSharp's recurrent layer, its last state, and a linear layer, as a user of it writes them.</summary>
internal static class RecurrentModules
{
    public static nn.Module<Tensor, Tensor> Lstm(int features, int units, int outputs) => new LstmModule(features, units, outputs);

    public static nn.Module<Tensor, Tensor> ReluRnn(int features, int units, int outputs) => new RnnModule(features, units, outputs);

    private sealed class LstmModule : nn.Module<Tensor, Tensor>
    {
        private readonly LSTM _lstm;
        private readonly Linear _head;

        public LstmModule(int features, int units, int outputs) : base("lstm")
        {
            _lstm = nn.LSTM(features, units, batchFirst: true);
            _head = nn.Linear(units, outputs);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => _head.forward(_lstm.forward(input).Item1.select(1, -1));
    }

    private sealed class RnnModule : nn.Module<Tensor, Tensor>
    {
        private readonly RNN _rnn;
        private readonly Linear _head;

        public RnnModule(int features, int units, int outputs) : base("rnn")
        {
            _rnn = nn.RNN(features, units, nonLinearity: nn.NonLinearities.ReLU, batchFirst: true);
            _head = nn.Linear(units, outputs);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => _head.forward(_rnn.forward(input, null).Item1.select(1, -1));
    }
}
