namespace Aquatope.Examples.Tests.Assets;

/// <summary>The words that set one document apart from the others.</summary>
internal sealed record DocumentTheme(string Name, string[] Things, string[] People, string[] Places)
{
    public static IReadOnlyList<DocumentTheme> All { get; } =
    [
        Theme("harbour",
            "crane,ferry,anchor,cargo hold,tide gauge,breakwater,trawler,mooring rope,lighthouse lamp,container,pilot boat,dredger,buoy,winch,sail loft,customs ledger",
            "harbour master,pilot,docker,shipwright,deckhand,customs officer,skipper,diver",
            "north quay,dry dock,outer mole,fish market,chandlery,slipway,signal station,river mouth"),
        Theme("orchard",
            "apple tree,graft,beehive,ladder,cider press,pruning knife,frost candle,irrigation channel,blossom,fruit crate,rootstock,hedge,wasp trap,cold store,windbreak,compost heap",
            "grower,picker,beekeeper,grafter,cider maker,soil scientist,carter,apprentice",
            "south slope,lower meadow,packing shed,nursery bed,old barn,drying loft,stream bank,walled garden"),
        Theme("observatory",
            "telescope,primary mirror,spectrograph,dome,star catalogue,photographic plate,tracking motor,comet,variable star,eclipse,guide camera,calibration lamp,clock drive,finder scope,sky survey,seeing monitor",
            "astronomer,night assistant,optician,surveyor,archivist,instrument maker,student,meteorologist",
            "summit ridge,plate vault,control room,aluminising chamber,eastern platform,workshop floor,reading room,visitor gallery"),
        Theme("railway",
            "locomotive,signal box,timetable,coupling,sleeping car,freight wagon,turntable,points lever,viaduct,boiler,ticket gate,track circuit,brake van,water tower,level crossing,ballast",
            "driver,signaller,guard,platelayer,dispatcher,porter,fitter,station master",
            "junction,marshalling yard,tunnel mouth,branch line,main platform,engine shed,goods depot,coastal section"),
        Theme("workshop",
            "lathe,chisel,plane iron,oak board,dovetail,glue pot,bandsaw,marking gauge,spindle,vice,template,varnish,drawer runner,chair leg,grindstone,tool chest",
            "joiner,turner,carver,polisher,designer,timber merchant,restorer,trainee",
            "bench room,timber rack,finishing room,courtyard,drawing office,kiln,loading bay,upper floor"),
        Theme("glacier",
            "ice core,crevasse,moraine,meltwater stream,snow pit,weather mast,stake line,radar sledge,borehole,ice shelf,tent,drill barrel,rope team,isotope sample,avalanche,satellite image",
            "glaciologist,guide,driller,geodesist,radio operator,cook,field assistant,pilot",
            "upper basin,ice fall,base camp,glacier snout,nunatak,eastern flank,sampling trench,terminal lake"),
        Theme("market",
            "spice stall,weighing scale,bread basket,price board,awning,cheese wheel,flower cart,copper pot,cloth bale,fish crate,olive barrel,receipt book,lantern,fruit pyramid,coin tray,handcart",
            "stallholder,buyer,porter,inspector,baker,farmer,cloth dealer,street musician",
            "central hall,clock square,cattle yard,covered arcade,side street,loading gate,cellar store,tram stop"),
        Theme("library",
            "manuscript,card index,reading lamp,binding press,atlas,shelf mark,microfilm reel,book lift,parchment leaf,newspaper run,catalogue record,dust cover,map drawer,loan slip,paper knife,marginal note",
            "librarian,binder,reader,conservator,cataloguer,translator,printer,historian",
            "main stack,rare book room,map cabinet,photograph studio,periodical hall,stair gallery,quarantine room,repair bench"),
    ];

    private static DocumentTheme Theme(string name, string things, string people, string places) =>
        new(name, things.Split(','), people.Split(','), places.Split(','));
}
